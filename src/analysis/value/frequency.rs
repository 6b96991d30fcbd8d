//! What happens again and again.

use super::{Expression, clock, duration, number};

/// What captures may tell of it; the clock is told as that of a date is.
pub(super) const PARTS: [&str; 8] = ["times", "period", "day", "clock", "hour", "minute", "past", "until"];

/// The value of a frequency: what comes again as a pattern of days (`XXXX-WXX-1`),
/// else the length of time after which it does (`P1D`).
pub(super) fn resolve(told: &Expression) -> Vec<(&'static str, String)> {
    let Some(value) = value(told) else { return Vec::new() };
    let mut found = vec![("value", value), ("type", "SET".to_owned())];
    if let Some(times) = told.part("times").and_then(number::read) {
        found.push(("freq", format!("{}X", number::plain(times))));
    }
    found
}

fn value(told: &Expression) -> Option<String> {
    let clock = clock::resolve(told);
    let day = match (told.whole("weekday"), told.whole("month"), told.whole("day")) {
        (Some(weekday), ..) => Some(format!("XXXX-WXX-{weekday}")),
        (None, Some(month), Some(day)) => Some(format!("XXXX-{month:02}-{day:02}")),
        (None, Some(month), None) => Some(format!("XXXX-{month:02}")),
        // *the 19th of every month*
        (None, None, Some(day)) if told.part("day").is_some() => Some(format!("XXXX-XX-{day:02}")),
        _ => told.text("season").map(|season| format!("XXXX-{season}")),
    };
    match (day, clock) {
        (Some(day), clock) => Some(day + &clock.unwrap_or_default()),
        (None, Some(clock)) => Some(format!("XXXX-XX-XX{clock}")),
        (None, None) => {
            let period = told.meaning("period").map(str::to_owned);
            period.or_else(|| duration::written(told.part("period").unwrap_or(&told.words)))
        }
    }
}
