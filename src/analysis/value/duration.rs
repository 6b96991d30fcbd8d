//! Lengths of time.

use super::number;
use super::{Expression, Word};

/// The value of a length of time: `P3D`, `PT2.5H`, `PXY`.
pub(super) fn resolve(told: &Expression) -> Vec<(&'static str, String)> {
    match range(told).or_else(|| written(&told.words)) {
        Some(value) => vec![("value", value), ("type", "DURATION".to_owned())],
        None => Vec::new(),
    }
}

/// *Two to three weeks*: the least, which takes the unit of the most, and the most.
fn range(told: &Expression) -> Option<String> {
    let (_, until) = told.captures.iter().find(|(name, _)| name == "until")?;
    let most = told.words.get(until.start..)?;
    let unit = most.iter().find(|word| word.meaning("unit").is_some())?;
    let least: Vec<Word> = told.part("amount")?.iter().chain([unit]).cloned().collect();
    Some(format!("{}/{}", written(&least)?, written(most)?))
}

/// The units of ISO 8601 in their order.
const ORDER: [&str; 8] = ["Y", "Q", "M", "W", "D", "TH", "TM", "TS"];

/// A length in a unit.
struct Length {
    /// As many; none where it is not said.
    count: Option<f64>,
    /// The unit as ISO 8601 writes it, `T` before those of the clock.
    unit: String,
}

/// The ISO 8601 duration of words: each unit with the numbers that stand before it.
pub(super) fn written(words: &[Word]) -> Option<String> {
    let mut lengths: Vec<Length> = Vec::new();
    let mut from = 0;
    for (at, word) in words.iter().enumerate() {
        let Some(unit) = word.meaning("unit") else { continue };
        lengths.push(length(&words[from..at], word, unit));
        from = at + 1;
    }
    // *an hour and a half*: what stands behind the last unit is of the same unit.
    if let (Some(rest), Some(last)) = (number::read(&words[from.min(words.len())..]), lengths.last_mut())
        && rest < 1.0
    {
        last.count = last.count.map(|count| count + rest);
    }
    if lengths.is_empty() {
        return None;
    }
    // *six months, one year and two years* are several lengths.
    let count = lengths.len();
    let units: std::collections::BTreeSet<&str> = lengths.iter().map(|length| length.unit.as_str()).collect();
    if units.len() < count {
        return None;
    }
    lengths.sort_by_key(|length| ORDER.iter().position(|unit| *unit == length.unit));
    let mut written = "P".to_owned();
    for length in lengths {
        let (count, unit) = finer(length);
        let unit = match unit.strip_prefix('T') {
            Some(unit) if written.contains('T') => unit,
            _ => &unit,
        };
        match unit.strip_prefix('T') {
            Some(unit) => written.extend(["T", &count, unit]),
            None => written.extend([&count, unit]),
        }
    }
    Some(written)
}

fn length(before: &[Word], word: &Word, unit: &str) -> Length {
    let size: f64 = word.meaning("size").and_then(|size| size.parse().ok()).unwrap_or(1.0);
    // TIMEX3 has a letter for quarters, which ISO 8601 has not.
    let (unit, size) = if (unit, size) == ("M", 3.0) { ("Q", 1.0) } else { (unit, size) };
    let number = number::read(before);
    let vague = before.iter().chain([word]).any(|word| word.meaning("count") == Some("X"));
    let count = match number {
        Some(number) => Some(number * size),
        None if vague => None,
        None => Some(size),
    };
    Length { count, unit: unit.to_owned() }
}

/// Half an hour is thirty minutes, half a year six months.
fn finer(length: Length) -> (String, String) {
    let Some(count) = length.count else { return ("X".to_owned(), length.unit) };
    let (parts, unit) = match length.unit.as_str() {
        "TH" => (60.0, "TM"),
        "TM" => (60.0, "TS"),
        "D" => (24.0, "TH"),
        "Y" => (12.0, "M"),
        _ => return (number::plain(count), length.unit),
    };
    if count > 0.0 && count < 1.0 && (count * parts).fract() == 0.0 {
        (number::plain(count * parts), unit.to_owned())
    } else {
        (number::plain(count), length.unit)
    }
}
