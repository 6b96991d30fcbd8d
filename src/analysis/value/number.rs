//! Numbers from digits and words.

use super::{Expression, Word};

/// The value of an amount: what `_amount` captures, else all words.
pub(super) fn resolve(told: &Expression) -> Vec<(&'static str, String)> {
    let words = told.part("amount").unwrap_or(&told.words);
    let sign = told.meaning("sign").and_then(|sign| sign.parse().ok()).unwrap_or(1.0);
    read(words).map(|value| ("value", plain(sign * value))).into_iter().collect()
}

/// The number that words come to; none where no word is a number.
///
/// Words add up (*twenty* *five*), factors multiply what stands before them
/// (*two* *hundred*), and a factor of a thousand or more closes what it
/// multiplies (*two thousand* *and five*). A factor below one divides the last
/// word alone (*one and two* *thirds*).
pub(super) fn read(words: &[Word]) -> Option<f64> {
    let mut closed = 0.0;
    let mut open: Option<f64> = None;
    let mut last = 0.0;
    let mut found = false;
    for word in words {
        if let Some(factor) = factor(word) {
            found = true;
            if factor < 1.0 && open.is_some() {
                let value = open.unwrap_or(0.0) - last + last * factor;
                open = Some(value);
            } else if factor < 1000.0 {
                open = Some(open.unwrap_or(1.0) * factor);
            } else {
                // *two hundred thousand million*: what was closed by a smaller factor is multiplied too.
                let whole =
                    if closed != 0.0 && closed < factor { closed + open.unwrap_or(0.0) } else { open.unwrap_or(1.0) };
                closed = if closed != 0.0 && closed < factor { whole * factor } else { closed + whole * factor };
                open = None;
            }
            last = open.unwrap_or(0.0);
        } else if let Some(value) = value(word) {
            found = true;
            open = Some(open.unwrap_or(0.0) + value);
            last = value;
        }
    }
    found.then(|| closed + open.unwrap_or(0.0))
}

fn factor(word: &Word) -> Option<f64> {
    word.meaning("times")?.parse().ok()
}

/// What a word adds: by its list, else by its digits.
pub(super) fn value(word: &Word) -> Option<f64> {
    word.meaning("value").and_then(|value| value.parse().ok()).or_else(|| digits(&word.text))
}

/// Digits with separators of thousands, a decimal point, or a fraction bar.
pub(super) fn digits(text: &str) -> Option<f64> {
    if !text.starts_with(|first: char| first.is_ascii_digit() || matches!(first, '.' | '-' | '+' | '−')) {
        return None;
    }
    if let Some((above, below)) = text.split_once('/') {
        let (above, below): (f64, f64) = (above.parse().ok()?, below.parse().ok()?);
        return (below != 0.0).then(|| above / below);
    }
    let plain: String =
        text.chars().filter(|c| *c != ',' && *c != '\u{a0}').map(|c| if c == '−' { '-' } else { c }).collect();
    let number: f64 = plain.parse().ok()?;
    number.is_finite().then_some(number)
}

/// A number in its shortest plain form, rounded where binary fractions show.
pub(super) fn plain(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e18 {
        return format!("{value:.0}");
    }
    let rounded = format!("{value:.10}");
    rounded.trim_end_matches('0').trim_end_matches('.').to_owned()
}
