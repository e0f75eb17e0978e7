//! Drawings that come with the simulator: profile pictures, stickers, and pictures customers send.
//! The sources are the SVG files beside them; `assets/README.md` says how they are rendered.

/// A file in the binary.
#[derive(Clone, Copy)]
pub(crate) struct Builtin {
    pub content_type: &'static str,
    pub bytes: &'static [u8],
}

/// A sticker of the tray.
#[derive(Clone, Copy)]
pub(crate) struct Sticker {
    pub name: &'static str,
    pub label: &'static str,
    /// The platform's number; the like is Meta's own.
    pub id: u64,
    pub bytes: &'static [u8],
}

/// A picture scripted customers send.
#[derive(Clone, Copy)]
pub(crate) struct Picture {
    pub name: &'static str,
    pub bytes: &'static [u8],
}

macro_rules! sticker {
    ($name:literal, $label:literal, $id:literal) => {
        Sticker {
            name: $name,
            label: $label,
            id: $id,
            bytes: include_bytes!(concat!("../../assets/stickers/", $name, ".png")),
        }
    };
}

/// The sticker tray.
pub(crate) static STICKERS: [Sticker; 8] = [
    sticker!("like", "Thumbs up", 369_239_263_222_822),
    sticker!("tent", "A little tent with a hopeful face", 745_100_000_000_001),
    sticker!("heart", "A beating heart", 745_100_000_000_002),
    sticker!("cup", "A steaming cup", 745_100_000_000_003),
    sticker!("cloud", "A cloud that rains a little", 745_100_000_000_004),
    sticker!("sun", "A beaming sun", 745_100_000_000_005),
    sticker!("parcel", "A parcel that hops", 745_100_000_000_006),
    sticker!("party", "A party horn", 745_100_000_000_007),
];

macro_rules! faces {
    ($($n:literal)*) => { [$(include_bytes!(concat!("../../assets/faces/", $n, ".png"))),*] };
}

/// Profile pictures by number.
pub(crate) static FACES: [&[u8]; 16] = faces!(0 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15);

macro_rules! picture_file {
    ($name:literal) => {
        Picture {
            name: $name,
            bytes: include_bytes!(concat!("../../assets/pictures/", $name, ".png")),
        }
    };
}

static PICTURES: [Picture; 6] = [
    picture_file!("broken-pole"),
    picture_file!("torn-parcel"),
    picture_file!("invoice"),
    picture_file!("jacket-label"),
    picture_file!("wrong-colour"),
    picture_file!("stove"),
];

pub(crate) fn sticker(name: &str) -> Option<&'static Sticker> {
    STICKERS.iter().find(|sticker| sticker.name == name)
}

pub(crate) fn picture(name: &str) -> Option<&'static Picture> {
    PICTURES.iter().find(|picture| picture.name == name)
}

pub(crate) fn pictures() -> &'static [Picture] {
    &PICTURES
}

impl Builtin {
    /// A drawing by its path below `/media/`, such as `stickers/like.png`.
    pub fn find(folder: &str, file: &str) -> Option<Self> {
        let name = file.strip_suffix(".png")?;
        let bytes = match folder {
            "stickers" => sticker(name)?.bytes,
            "pictures" => picture(name)?.bytes,
            "faces" => FACES.get(name.parse::<usize>().ok()?)?,
            _ => return None,
        };
        Some(Self {
            content_type: "image/png",
            bytes,
        })
    }
}
