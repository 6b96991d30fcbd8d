//! Times of day.

use super::{Expression, Word, number};

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

/// An hour and minute in figures or words, and whether it is told of which half of the day.
pub(super) fn time(words: &[Word]) -> Option<(i64, i64, bool)> {
    let told = Expression { words: words.to_vec(), captures: Vec::new() };
    let figures = words.iter().find_map(|word| word.text.split_once([':', '.']));
    let mut values = words.iter().filter_map(|word| number::value(word).or_else(|| told_hour(word)));
    let (mut hour, minute) = match figures {
        Some((hour, minute)) => (hour.parse().ok()?, minute.get(..2)?.parse().ok()?),
        None => (values.next()? as i64, values.next().map_or(0, |minute| minute as i64)),
    };
    let half = told.meaning("meridiem").or_else(|| told.meaning("part"));
    hour += half_day(half, hour);
    ((0..=24).contains(&hour) && (0..60).contains(&minute)).then_some((hour, minute, half.is_some() || hour > 12))
}

fn told_hour(word: &Word) -> Option<f64> {
    word.meaning("hour")?.parse().ok()
}

/// What a half or part of the day adds to an hour of twelve.
fn half_day(part: Option<&str>, hour: i64) -> i64 {
    match part {
        Some("pm" | "TAF" | "TEV") if (1..12).contains(&hour) => 12,
        Some("TMI") if (1..5).contains(&hour) => 12,
        Some("TNI") if (5..12).contains(&hour) => 12,
        Some("am" | "TMO" | "TNI") if hour == 12 => -12,
        _ => 0,
    }
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
    let until = || told.part("until")?.iter().find_map(|word| word.meaning("minute")?.parse().ok());
    let minute = match (told.whole("past"), until().or_else(|| told.whole("until"))) {
        (Some(past), _) => Some(past),
        (None, Some(until)) => {
            hour -= 1;
            Some(60 - until)
        }
        (None, None) => minute,
    };
    let part = told.meaning("meridiem").or_else(|| told.meaning("part"));
    hour += half_day(part, hour);
    let fits = (0..=24).contains(&hour) && minute.is_none_or(|minute| (0..60).contains(&minute));
    fits.then_some((hour, minute, second))
}
