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
}

const LANGUAGES: [Language; 6] = [
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
    },
];

/// A moment to come in words, as seen from `now`: "tomorrow at 08:00", "Montag, 23. November um 08:00 Uhr". The language
/// is a tag such as `de` or `de_DE`; one that is not known is said in English.
#[must_use]
pub fn spoken(language: Option<&str>, zone: &Zone, now: Timestamp, at: Timestamp) -> String {
    let wanted: String = language
        .unwrap_or_default()
        .chars()
        .take_while(char::is_ascii_alphabetic)
        .collect::<String>()
        .to_lowercase();
    let language = LANGUAGES
        .iter()
        .find(|language| language.code == wanted)
        .unwrap_or(&LANGUAGES[0]);
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
}
