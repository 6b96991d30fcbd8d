//! Times of day.

use super::Expression;

/// The time of day that an expression tells, as it stands behind a day: `T18:30`, `TMO`.
pub(super) fn resolve(told: &Expression) -> Option<String> {
    let Some((hour, minute, second)) = hour(told) else {
        return told.meaning("part").filter(|part| part.starts_with('T')).map(str::to_owned);
    };
    let zone = told.text("zone").unwrap_or_default();
    let minute = minute.unwrap_or(0);
    let second = second.map(|second| format!(":{second:02}")).unwrap_or_default();
    Some(format!("T{hour:02}:{minute:02}{second}{zone}"))
}

/// Hours, minutes and seconds: `_clock` holds `10:30`, else `_hour` and `_minute` do.
fn hour(told: &Expression) -> Option<(i64, Option<i64>, Option<i64>)> {
    let (mut hour, minute, second) = match told.part("clock").and_then(|words| words.first()) {
        Some(clock) => {
            let mut parts = clock.text.split([':', '.']).map(|part| part.parse::<i64>().ok());
            match (parts.next()??, parts.next().flatten(), parts.next().flatten()) {
                // *1830 GMT*
                (hours, None, None) if hours >= 100 => (hours / 100, Some(hours % 100), None),
                told => told,
            }
        }
        None => (told.whole("hour")?, told.whole("minute"), None),
    };
    // *a quarter past*, *ten to*: minutes counted from the hour.
    let minute = match (told.whole("past"), told.whole("until")) {
        (Some(past), _) => Some(past),
        (None, Some(until)) => {
            hour -= 1;
            Some(60 - until)
        }
        (None, None) => minute,
    };
    let part = told.meaning("meridiem").or_else(|| told.meaning("part"));
    match part {
        Some("pm" | "TAF" | "TEV") if (1..12).contains(&hour) => hour += 12,
        Some("TNI") if (5..12).contains(&hour) => hour += 12,
        Some("am" | "TMO") if hour == 12 => hour = 0,
        Some("TNI") if hour == 12 => hour = 0,
        _ => {}
    }
    let fits = (0..=24).contains(&hour) && minute.is_none_or(|minute| (0..60).contains(&minute));
    fits.then_some((hour, minute, second))
}
