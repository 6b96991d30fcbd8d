//! From one date to another.

use super::{Expression, Word};

/// The dates that `_start` and `_end` capture, each a mention with its value, with a
/// bar between them as in EDTF. A start without its year takes that of the end: *from
/// May to October 2020*. What would end before it starts comes to nothing.
pub(super) fn resolve(told: &Expression) -> Vec<(&'static str, String)> {
    let part = |name: &str| told.part(name)?.iter().find_map(|word| Some((word, word.meaning("value")?)));
    let (Some((word, start)), Some((_, end))) = (part("start"), part("end")) else { return Vec::new() };
    let start = if tells_year(word) { None } else { last_before(start, end) }.unwrap_or_else(|| start.to_owned());
    if *start > *end {
        return Vec::new();
    }
    vec![("value", format!("{start}/{end}"))]
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
