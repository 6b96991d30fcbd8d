//! Numbers from digits and words.

use super::{Expression, Word};

/// The value of an amount: what `_amount` captures, else all words; with `_until`
/// the least and the most, with a bar between them as in EDTF.
pub(super) fn resolve(told: &Expression) -> Vec<(&'static str, String)> {
    let words = told.part("amount").unwrap_or(&told.words);
    let sign: f64 = told.meaning("sign").and_then(|sign| sign.parse().ok()).unwrap_or(1.0);
    let hundredths = told.part("hundredths").and_then(read).unwrap_or(0.0) / 100.0;
    let Some(value) = read(words) else { return Vec::new() };
    let value = match told.part("until").and_then(|until| Some((read(until)?, factors(until)))) {
        Some((most, factors)) => {
            format!("{}/{}", plain(sign * scaled(words, value, most, factors)), plain(sign * most))
        }
        None => plain(sign * (value + hundredths)),
    };
    vec![("value", value)]
}

/// *five to seven million*: the factors of the most are those of the least too, if it has none.
fn scaled(words: &[Word], least: f64, most: f64, factors: f64) -> f64 {
    let is_plain = !words.iter().any(|word| factor(word).is_some());
    if is_plain && least * factors <= most { least * factors } else { least }
}

fn factors(words: &[Word]) -> f64 {
    words.iter().filter_map(factor).product()
}

/// The number that words come to; none where no word is a number.
///
/// Words add up (*twenty* *five*), factors multiply what stands before them
/// (*two* *hundred*), and a factor of a thousand or more closes what it
/// multiplies (*two thousand* *and five*). A factor below one divides the last
/// word alone (*one and two* *thirds*), and so is a fraction right behind a
/// closed number a fraction of its factor (*one million and a half*). Behind a word
/// that is a decimal point words are digits (*three point one four*).
pub(super) fn read(words: &[Word]) -> Option<f64> {
    let mut sum = Sum::default();
    for word in words {
        if word.meaning("decimal").is_some() {
            sum.place = Some(0.1);
        } else if let Some(factor) = factor(word) {
            sum.multiply(factor);
        } else if let Some(value) = value(word) {
            sum.add(value);
        }
    }
    sum.found.then(|| sum.closed + sum.open.unwrap_or(0.0))
}

/// A number while its words are read.
#[derive(Default)]
struct Sum {
    /// What factors of a thousand or more have closed.
    closed: f64,
    /// The factor that closed the last of it.
    scale: Option<f64>,
    /// What the next factor multiplies.
    open: Option<f64>,
    /// The last word in it.
    last: f64,
    /// What the next digit is worth, behind a decimal point.
    place: Option<f64>,
    found: bool,
}

impl Sum {
    fn add(&mut self, value: f64) {
        self.found = true;
        if let Some(place) = self.place {
            let place = if value < 10.0 { place } else { place / 10.0 };
            self.open = Some(self.open.unwrap_or(0.0) + value * place);
            self.place = Some(place / 10.0);
            return;
        }
        if let (None, Some(scale)) = (self.open, self.scale.filter(|_| value > 0.0 && value < 1.0)) {
            self.closed += value * scale;
            return;
        }
        self.open = Some(self.open.unwrap_or(0.0) + value);
        self.last = value;
    }

    fn multiply(&mut self, factor: f64) {
        self.found = true;
        self.place = None;
        match self.open {
            Some(open) if factor < 1.0 => self.open = Some(open - self.last + self.last * factor),
            _ if factor < 1000.0 => self.open = Some(self.open.unwrap_or(1.0) * factor),
            _ => {
                // *two hundred thousand million*: what a smaller factor has closed is multiplied too.
                let smaller = self.closed != 0.0 && self.closed < factor;
                let before = if smaller { self.closed } else { 0.0 };
                let open = self.open.take().unwrap_or(if smaller { 0.0 } else { 1.0 });
                self.closed = if smaller { (before + open) * factor } else { self.closed + open * factor };
                self.scale = Some(factor);
            }
        }
        self.last = self.open.unwrap_or(0.0);
    }
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
    let rounded: f64 = format!("{value:.14e}").parse().unwrap_or(value);
    format!("{rounded}")
}
