//! What finds what.
#![allow(clippy::unwrap_used)]

use parlance_words::{MAX_TOKENS, Query, QueryError, excerpt, index_tokens};

fn finds(query: &str, text: &str) -> bool {
    Query::parse(query).unwrap().finds(text)
}

fn marked<'t>(query: &str, text: &'t str) -> Vec<&'t str> {
    let marks = Query::parse(query).unwrap().marks(text);
    marks.into_iter().map(|range| &text[range]).collect()
}

#[test]
fn inflections_accents_and_case_do_not_matter() {
    for (query, text) in [
        ("Rechnungen ", "Wo ist meine Rechnung?"),
        ("rechnung ", "Die Rechnungen sind da"),
        ("invoices ", "Where is my invoice?"),
        ("invoice ", "Two INVOICES, please"),
        ("refunded ", "Please refund me"),
        ("strasse ", "Wie heißt die Straße?"),
        ("STRASSE ", "straße"),
        ("bücher ", "Das Buch ist da"),
        ("buecher ", "Die Bücher sind da"),
        ("bucher ", "Bücher"),
        ("cancion ", "las canciones"),
        ("canción ", "una cancion"),
        ("devoluciones ", "Quiero hacer una devolución"),
        ("reservations ", "une réservation pour moi"),
        ("zapatos ", "un zapato"),
        ("заказы ", "Где мой заказ?"),
        ("ёлка ", "елка"),
        ("ΛΟΓΟΣ ", "λόγος"),
        ("كتاب ", "كِتَاب"),
        ("smorrebrod ", "Smørrebrød"),
        ("ｉｎｖｏｉｃｅ ", "invoice"),
    ] {
        assert!(finds(query, text), "{query} should find {text}");
    }
    assert!(!finds("invoice ", "voice"));
    assert!(!finds("art ", "I have read the article"));
    assert!(!finds("bank ", "banana"));
}

#[test]
fn scripts_without_spaces_are_found_inside() {
    for (query, text) in [
        ("請求書", "先月の請求書を送ってください"),
        ("书", "请把书寄给我"),
        ("手机", "我的手机壳坏了"),
        ("手机 iphone", "我的iPhone手机"),
        ("iPhone手机", "我的iPhone手机壳"),
        ("คืนเงิน", "ขอคืนเงินได้ไหม"),
        ("환불", "환불해 주세요"),
        ("ﾊﾝﾊﾞｰｶﾞｰ", "ﾊﾝﾊﾞｰｶﾞｰ"),
        ("❤", "Danke ❤️"),
    ] {
        assert!(finds(query, text), "{query} should find {text}");
    }
    assert!(!finds("請書", "請求書"), "neighbours only");
    assert!(!finds("求先", "請求書 先月"));
    assert_eq!(marked("請求書", "先月の請求書を"), ["請求書"]);
}

#[test]
fn numbers_and_addresses_are_found_whole_and_by_their_beginning() {
    let text = "My order ORD-2024-0815, write to ana.torres@example.com";
    for query in [
        "ORD-2024-0815",
        "ord-2024-08",
        "2024",
        "0815",
        "ana.torres@example.com",
        "ana.torres@exa",
        "torres@example",
        "example.com",
    ] {
        assert!(finds(query, text), "{query}");
    }
    assert!(!finds("ORD-0815", text));
    assert!(!finds("815", text));
}

#[test]
fn the_last_word_may_be_a_beginning() {
    assert!(finds("where inv", "Where is my invoice?"));
    assert!(!finds("inv where", "Where is my invoice?"));
    assert!(finds("rechnunge", "Meine Rechnung"));
    assert!(!finds("i", "invoice"), "one letter is a word");
    assert!(!finds("\"inv\"", "invoice"));
    assert!(finds("\"my inv", "Where is my invoice?"), "still being typed");
}

#[test]
fn phrases_stand_side_by_side_as_written() {
    let text = "Thank you for the new shoes";
    assert!(finds("\"thank you\"", text));
    assert!(finds("“new shoes”", text));
    assert!(!finds("\"new shoe\"", text));
    assert!(!finds("\"you thank\"", text));
    assert!(finds("shoe \"thank you\"", text));
}

#[test]
fn what_follows_a_minus_must_not_occur() {
    assert!(finds("shoes -boots", "new shoes"));
    assert!(!finds("shoes -boots", "shoes and boots"));
    assert!(!finds("shoes -boot", "shoes and boots"));
    assert!(
        finds("shoes -boo", "shoes and boots"),
        "an excluded word is whole"
    );
    assert!(!finds("shoes -\"new shoes\"", "my new shoes"));
    assert!(finds("shoes -\"old shoes\"", "my new shoes, not old"));
    assert!(finds("wi-fi", "the Wi-Fi is off"), "not a minus");
    assert!(finds("shoes - boots", "shoes, boots"), "a dash");
}

#[test]
fn nonsense_says_why() {
    assert_eq!(Query::parse(""), Err(QueryError::NoWord));
    assert_eq!(Query::parse(" --- !? \" \""), Err(QueryError::NoWord));
    assert_eq!(Query::parse("-boots -shoes"), Err(QueryError::OnlyExcluded));
    assert_eq!(Query::parse(&"word ".repeat(13)), Err(QueryError::TooMany));
    assert_eq!(Query::parse(&"a-".repeat(99)), Err(QueryError::TooMany));
    assert!(Query::parse("NEAR(a OR b*) ^c: AND").is_ok());
}

#[test]
fn marks_are_whole_words_of_the_original() {
    assert_eq!(
        marked("rechnungen", "Die Rechnung, meine RECHNUNG"),
        ["Rechnung", "RECHNUNG"]
    );
    assert_eq!(marked("strasse 12", "Straße 12a"), ["Straße", "12a"]);
    assert_eq!(marked("\"thank you\" -no", "you, thank you"), ["thank", "you"]);
}

#[test]
fn an_excerpt_is_cut_around_the_first_mark() {
    let text = format!(
        "{} The invoice 🧾 is\nwrong {}",
        "so ".repeat(60),
        "and on ".repeat(60)
    );
    let marks = Query::parse("invoice wrong").unwrap().marks(&text);
    let piece = excerpt(&text, &marks, 80);
    assert!(piece.text.starts_with('…') && piece.text.ends_with('…'));
    let units: Vec<u16> = piece.text.encode_utf16().collect();
    let shown: Vec<String> = piece
        .marks
        .iter()
        .map(|(from, to)| String::from_utf16(&units[*from as usize..*to as usize]).unwrap())
        .collect();
    assert_eq!(shown, ["invoice", "wrong"]);
    assert!(!piece.text.contains('\n'));
    assert_eq!(excerpt("short", &[], 80).text, "short");
}

/// The tokens stand in databases. Whoever changes them adds a migration that fills the index anew.
#[test]
fn the_analysis_is_what_databases_hold() {
    assert_eq!(
        index_tokens("Hello, my invoices (RE-2024) are wrong. Straße 手机壳 👍🏽"),
        [
            "2024", "are", "hello", "invoic", "invoices", "my", "re", "strasse", "wrong", "壳", "手机",
            "机壳", "👍"
        ]
    );
}

#[test]
fn a_long_text_has_bounded_tokens() {
    let text: String = (0..50_000)
        .map(|number| format!("w{number}"))
        .collect::<Vec<_>>()
        .join(" ");
    let tokens = index_tokens(&text);
    assert!(tokens.len() <= MAX_TOKENS + 8);
    assert!(index_tokens(&"x".repeat(100_000))[0].len() <= 48);
}

#[test]
fn names_are_found_by_beginnings_without_inflection() {
    let query = Query::beginnings("bron ÉLI").unwrap();
    assert!(query.finds_name("Élise Brontë"));
    assert!(!query.finds_name("Élise"));
    assert_eq!(
        parlance_words::name_tokens("Élise Brontë, +49 170"),
        ["170", "49", "bronte", "elise"]
    );
    assert!(Query::beginnings("¿?").is_none());
}
