//! From one date to another.

use super::date::first_day;
use super::{Expression, Word, clock, distance};

/// The dates that `_start` and `_end` capture, each a mention with its value, with a
/// bar between them as in EDTF. A start without its year takes that of the end: *from
/// May to October 2020*. What would end before it starts comes to nothing.
pub(super) fn resolve(told: &Expression) -> Vec<(&'static str, String)> {
    if let Some(start) = told.part("start_clock") {
        return hours(told, start).map(|value| ("value", value)).into_iter().collect();
    }
    if let Some(length) = told.part("length") {
        return lasting(told, length).map(|value| ("value", value)).into_iter().collect();
    }
    let part = |name: &str| told.part(name)?.iter().find_map(|word| Some((word, word.meaning("value")?)));
    let (Some((word, start)), Some((_, end))) = (part("start"), part("end")) else { return Vec::new() };
    // *between now and Friday*
    if [start, end].iter().any(|value| value.ends_with("_REF")) {
        return vec![("value", format!("{start}/{end}"))];
    }
    let start = if tells_year(word) { None } else { last_before(start, end) }.unwrap_or_else(|| start.to_owned());
    // From November to January: nobody knows which.
    let is_open = start.starts_with("XXXX") && end.starts_with("XXXX");
    if *start > *end && !is_open {
        return Vec::new();
    }
    vec![("value", format!("{start}/{end}"))]
}

/// *For two weeks from 5 May*: as long as `_length` tells, from the day that `_start` does.
fn lasting(told: &Expression, length: &[Word]) -> Option<String> {
    let start = told.part("start")?.iter().find_map(|word| word.meaning("value"))?;
    let end = distance::after(first_day(start)?, length)?;
    Some(format!("{start}/{end}"))
}

/// From one hour to another of a day, which `_day` captures or the time captured by
/// `_end` tells: *from 3 to 4pm on Monday*. An hour of which it is not told whether it is
/// before noon is of the half of the day of the end, if it comes before that.
fn hours(told: &Expression, start: &[Word]) -> Option<String> {
    let value = |name: &str| told.part(name)?.iter().find_map(|word| word.meaning("value"));
    let end = value("end").and_then(|end| end.split_once('T'));
    let day = value("day").or(end.map(|(day, _)| day)).unwrap_or_default();
    let day = day.get(..day.len().min(10))?;
    let (until, until_minute, is_until_told) = match end {
        Some((_, time)) => {
            let (hour, rest) = time.split_once(':')?;
            (hour.parse().ok()?, rest.get(..2)?.parse().ok()?, true)
        }
        None => clock::time(told.part("end_clock")?)?,
    };
    let (from, minute, is_told) = clock::time(start)?;
    let is_later = |hour: i64| (hour, minute) < (until, until_minute);
    let from = if !is_told && from < 12 && until > 12 && is_later(from + 12) { from + 12 } else { from };
    let until = if !is_until_told && until < 12 && !is_later(from) { until + 12 } else { until };
    Some(format!("{day}T{from:02}:{minute:02}/{day}T{until:02}:{until_minute:02}"))
}

/// Whether four digits in a row stand in a word.
fn tells_year(word: &Word) -> bool {
    word.text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() == 4)
}

/// A month or day in the last year in which it is not behind an end.
fn last_before(start: &str, end: &str) -> Option<String> {
    let (_, rest) = split(start)?;
    let (year, end_rest) = split(end)?;
    let year = if rest <= end_rest { year } else { year - 1 };
    Some(format!("{year:04}-{rest}"))
}

/// The year of a month or day, and what stands behind it.
fn split(value: &str) -> Option<(i16, &str)> {
    let (year, rest) = value.split_once('-')?;
    let is_month = rest.get(..2)?.bytes().all(|byte| byte.is_ascii_digit());
    Some((year.parse().ok().filter(|year| *year >= 1000)?, rest)).filter(|_| is_month)
}
