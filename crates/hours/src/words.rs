//! A moment in words of the customer's language.

use parlance_core::{Timestamp, hours::Date};

use crate::zone::Zone;

/// How a language says moments. `{d}` day of the month, `{w}` weekday, `{m}` month, `{t}` time.
struct Language {
    code: &'static str,
    /// From Monday on.
    weekdays: [&'static str; 7],
    /// From January on.
    months: [&'static str; 12],
    today: &'static str,
    tomorrow: &'static str,
    day: &'static str,
    /// About a minute, about so many minutes, about so many hours, of unknown length.
    waits: [&'static str; 4],
}

static LANGUAGES: [Language; 6] = [
    Language {
        code: "en",
        weekdays: [
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
        ],
        months: [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        today: "today at {t}",
        tomorrow: "tomorrow at {t}",
        day: "{w}, {d} {m} at {t}",
        waits: [
            "about a minute",
            "about {n} minutes",
            "about {n} hours",
            "a while",
        ],
    },
    Language {
        code: "de",
        weekdays: [
            "Montag",
            "Dienstag",
            "Mittwoch",
            "Donnerstag",
            "Freitag",
            "Samstag",
            "Sonntag",
        ],
        months: [
            "Januar",
            "Februar",
            "März",
            "April",
            "Mai",
            "Juni",
            "Juli",
            "August",
            "September",
            "Oktober",
            "November",
            "Dezember",
        ],
        today: "heute um {t} Uhr",
        tomorrow: "morgen um {t} Uhr",
        day: "{w}, {d}. {m} um {t} Uhr",
        waits: [
            "etwa eine Minute",
            "etwa {n} Minuten",
            "etwa {n} Stunden",
            "einige Zeit",
        ],
    },
    Language {
        code: "es",
        weekdays: [
            "lunes",
            "martes",
            "miércoles",
            "jueves",
            "viernes",
            "sábado",
            "domingo",
        ],
        months: [
            "enero",
            "febrero",
            "marzo",
            "abril",
            "mayo",
            "junio",
            "julio",
            "agosto",
            "septiembre",
            "octubre",
            "noviembre",
            "diciembre",
        ],
        today: "hoy a las {t}",
        tomorrow: "mañana a las {t}",
        day: "{w}, {d} de {m} a las {t}",
        waits: [
            "alrededor de un minuto",
            "unos {n} minutos",
            "unas {n} horas",
            "un rato",
        ],
    },
    Language {
        code: "fr",
        weekdays: [
            "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche",
        ],
        months: [
            "janvier",
            "février",
            "mars",
            "avril",
            "mai",
            "juin",
            "juillet",
            "août",
            "septembre",
            "octobre",
            "novembre",
            "décembre",
        ],
        today: "aujourd’hui à {t}",
        tomorrow: "demain à {t}",
        day: "{w} {d} {m} à {t}",
        waits: [
            "environ une minute",
            "environ {n} minutes",
            "environ {n} heures",
            "un moment",
        ],
    },
    Language {
        code: "it",
        weekdays: [
            "lunedì",
            "martedì",
            "mercoledì",
            "giovedì",
            "venerdì",
            "sabato",
            "domenica",
        ],
        months: [
            "gennaio",
            "febbraio",
            "marzo",
            "aprile",
            "maggio",
            "giugno",
            "luglio",
            "agosto",
            "settembre",
            "ottobre",
            "novembre",
            "dicembre",
        ],
        today: "oggi alle {t}",
        tomorrow: "domani alle {t}",
        day: "{w} {d} {m} alle {t}",
        waits: [
            "circa un minuto",
            "circa {n} minuti",
            "circa {n} ore",
            "un po’ di tempo",
        ],
    },
    Language {
        code: "pt",
        weekdays: [
            "segunda-feira",
            "terça-feira",
            "quarta-feira",
            "quinta-feira",
            "sexta-feira",
            "sábado",
            "domingo",
        ],
        months: [
            "janeiro",
            "fevereiro",
            "março",
            "abril",
            "maio",
            "junho",
            "julho",
            "agosto",
            "setembro",
            "outubro",
            "novembro",
            "dezembro",
        ],
        today: "hoje às {t}",
        tomorrow: "amanhã às {t}",
        day: "{w}, {d} de {m} às {t}",
        waits: [
            "cerca de um minuto",
            "cerca de {n} minutos",
            "cerca de {n} horas",
            "algum tempo",
        ],
    },
];

/// A moment to come in words, as seen from `now`: "tomorrow at 08:00", "Montag, 23. November um 08:00 Uhr". The language
/// is a tag such as `de` or `de_DE`; one that is not known is said in English.
#[must_use]
pub fn spoken(language: Option<&str>, zone: &Zone, now: Timestamp, at: Timestamp) -> String {
    let language = known(language);
    let (date, time) = zone.local(at);
    let form = match date.days() - zone.local(now).0.days() {
        0 => language.today,
        1 => language.tomorrow,
        _ => language.day,
    };
    let Date { month, day, .. } = date;
    form.replace("{w}", language.weekdays[date.weekday() as usize])
        .replace("{m}", language.months[usize::from(month - 1)])
        .replace("{d}", &day.to_string())
        .replace("{t}", &time.to_string())
}

/// A wait in words: "about 5 minutes"; `None`: of unknown length. Rounded up: nobody is promised less than is expected.
#[must_use]
pub fn spoken_wait(language: Option<&str>, wait_ms: Option<i64>) -> String {
    let [minute, minutes, hours, unknown] = known(language).waits;
    let Some(ms) = wait_ms else {
        return unknown.to_owned();
    };
    let up = |ms: i64, step: i64| (ms.max(0) + step - 1) / step;
    let say = |form: &str, number: i64| form.replace("{n}", &number.to_string());
    match up(ms, 60_000) {
        ..=1 => minute.to_owned(),
        few @ 2..=10 => say(minutes, few),
        many @ 11..=90 => say(minutes, up(many, 5) * 5),
        long => say(hours, up(long, 60)),
    }
}

/// The language of a tag such as `de_DE`; English when it is not known.
fn known(tag: Option<&str>) -> &'static Language {
    let wanted: String = tag
        .unwrap_or_default()
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    LANGUAGES
        .iter()
        .find(|language| language.code == wanted)
        .unwrap_or(&LANGUAGES[0])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_said_in_the_customers_language() {
        let zone = Zone::named("Europe/Berlin").unwrap();
        // Saturday 2026-11-21, 12:00 UTC.
        let now = Timestamp::from_millis(1_795_262_400_000);
        let monday = now.plus_ms((24 + 19) * 3_600_000);
        let said = |language| spoken(language, &zone, now, monday);
        assert_eq!(said(None), "Monday, 23 November at 08:00");
        assert_eq!(said(Some("de_DE")), "Montag, 23. November um 08:00 Uhr");
        assert_eq!(said(Some("es-MX")), "lunes, 23 de noviembre a las 08:00");
        assert_eq!(said(Some("xx")), said(Some("EN")));
        assert_eq!(
            spoken(Some("fr"), &zone, now, now.plus_ms(60_000)),
            "aujourd’hui à 13:01"
        );
        assert_eq!(
            spoken(Some("it"), &zone, now, now.plus_ms(18 * 3_600_000)),
            "domani alle 07:00"
        );
    }

    #[test]
    fn a_wait_is_said_and_never_too_short() {
        let said = |ms| spoken_wait(Some("de"), Some(ms));
        assert_eq!(said(-1), "etwa eine Minute");
        assert_eq!(said(60_001), "etwa 2 Minuten");
        assert_eq!(said(11 * 60_000), "etwa 15 Minuten");
        assert_eq!(said(91 * 60_000), "etwa 2 Stunden");
        assert_eq!(spoken_wait(None, None), "a while");
    }
}
