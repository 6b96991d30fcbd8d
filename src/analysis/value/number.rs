//! Numbers from digits and words.

use super::{Expression, Word};

/// The value of an amount: what `_amount` captures, else all words; with `_until`
/// the least and the most, with a bar between them as in EDTF; with `_over` the
/// fraction (*one out of three*), with `_power` the power.
pub(super) fn resolve(told: &Expression) -> Vec<(&'static str, String)> {
    let words = told.part("amount").unwrap_or(&told.words);
    // An exponent has its own sign.
    let signed = told.captures.iter().find(|(name, _)| name == "power").map_or(told.words.len(), |(_, at)| at.start);
    let sign = told.words.get(..signed).map_or(1.0, sign);
    let Some(value) = value_of(told, words) else { return Vec::new() };
    let value = match told.part("until").and_then(|until| Some((read(until)?, factors(until)))) {
        Some((most, factors)) => {
            format!("{}/{}", plain(sign * scaled(words, value, most, factors)), plain(sign * most))
        }
        None => plain(sign * value),
    };
    vec![("value", value)]
}

/// An amount with the parts that stand beside it: cents, inches, a divisor, an exponent.
fn value_of(told: &Expression, words: &[Word]) -> Option<f64> {
    let part = |name: &str| told.part(name).and_then(read);
    let value = read(words)? + part("hundredths").unwrap_or(0.0) / 100.0 + part("twelfths").unwrap_or(0.0) / 12.0;
    let value = match (part("over"), told.part("power")) {
        (Some(below), _) => value / below,
        (None, Some(exponent)) => {
            let exponent = read(exponent)? * sign(exponent);
            match words.iter().filter_map(self::value).collect::<Vec<_>>().as_slice() {
                // *1.3x10^6*
                [times, base] => times * base.powf(exponent),
                _ => value.powf(exponent),
            }
        }
        (None, None) => value,
    };
    value.is_finite().then_some(value)
}

fn sign(words: &[Word]) -> f64 {
    words.iter().find_map(|word| word.meaning("sign")?.parse().ok()).unwrap_or(1.0)
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
/// multiplies (*two thousand* *and five*). A factor below one divides: a
/// fraction less than one behind a word that is no number is a part of its own (*one
/// and two* *thirds*), and right behind a closed number a fraction of its factor (*one
/// million and two thirds*); elsewhere all before it is divided (*thirty-two* *fifths*).
/// Behind a word that is a decimal point words are digits (*three point one four*), and
/// three digits behind digits are a group of them (*40 000*).
pub(super) fn read(words: &[Word]) -> Option<f64> {
    let mut sum = Sum::default();
    for (at, word) in words.iter().enumerate() {
        if word.meaning("decimal").is_some() {
            sum.place = Some(0.1);
        } else if let Some(factor) = factor(word) {
            sum.multiply(factor);
        } else if let Some(value) = value(word) {
            let is_group = at > 0 && is_whole(&words[at - 1]) && is_group(word);
            if is_group { sum.join(value) } else { sum.add(value) }
        } else {
            sum.is_apart = true;
            continue;
        }
        sum.found = true;
    }
    sum.found.then(|| sum.total())
}

/// Digits alone.
fn is_whole(word: &Word) -> bool {
    !word.text.is_empty() && word.text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Three digits, perhaps with decimals.
fn is_group(word: &Word) -> bool {
    let whole = word.text.split('.').next().unwrap_or_default();
    whole.len() == 3 && whole.bytes().all(|byte| byte.is_ascii_digit())
}

/// A number while its words are read.
#[derive(Default)]
struct Sum {
    /// What factors of a thousand or more have closed.
    closed: f64,
    /// The factor that closed the last of it.
    scale: Option<f64>,
    /// A fraction behind it: of a factor that follows, else of that one.
    fraction: Option<f64>,
    /// What the next factor multiplies.
    open: Option<f64>,
    /// The last number in it: *twenty* *three* are one.
    last: f64,
    /// Whether that stands behind a word that is no number.
    is_behind: bool,
    /// Whether such a word was the last one.
    is_apart: bool,
    /// What the next digit is worth, behind a decimal point.
    place: Option<f64>,
    found: bool,
}

impl Sum {
    fn total(&self) -> f64 {
        self.closed + self.open.unwrap_or(0.0) + self.fraction.zip(self.scale).map_or(0.0, |(part, of)| part * of)
    }

    fn add(&mut self, value: f64) {
        if let Some(place) = self.place {
            self.add_decimals(value, place);
            return;
        }
        if self.open.is_none() && self.scale.is_some() && value > 0.0 && value < 1.0 {
            self.fraction = Some(value);
            return;
        }
        let is_one = !self.is_apart && (20.0..100.0).contains(&self.last) && self.last % 10.0 == 0.0 && value < 10.0;
        if is_one {
            self.last += value;
        } else {
            self.last = value;
            self.is_behind = self.is_apart;
        }
        self.is_apart = false;
        self.open = Some(self.open.unwrap_or(0.0) + value);
    }

    /// *point seventy one*: tens leave the place of their ones open.
    fn add_decimals(&mut self, value: f64, place: f64) {
        let place = if value < 10.0 { place } else { place / 10.0 };
        self.open = Some(self.open.unwrap_or(0.0) + value * place);
        let has_ones = value >= 20.0 && value % 10.0 == 0.0;
        self.place = Some(if has_ones { place } else { place / 10.0 });
    }

    /// A further group of three digits.
    fn join(&mut self, value: f64) {
        self.last = self.last * 1000.0 + value;
        self.open = Some(self.last);
    }

    fn multiply(&mut self, factor: f64) {
        self.place = None;
        if factor < 1.0 {
            self.divide(factor);
        } else if factor < 1000.0 {
            self.open = Some(self.open.unwrap_or(1.0) * factor);
        } else if let (None, Some(part)) = (self.open, self.fraction.take()) {
            // *one billion and a half million*
            self.closed += part * factor;
        } else {
            // *two hundred thousand million*: what a smaller factor has closed is multiplied too.
            let smaller = self.closed != 0.0 && self.closed < factor;
            let before = if smaller { self.closed } else { 0.0 };
            let open = self.open.take().unwrap_or(if smaller { 0.0 } else { 1.0 });
            self.closed = if smaller { (before + open) * factor } else { self.closed + open * factor };
            self.scale = Some(factor);
        }
        self.last = self.open.unwrap_or(0.0);
        self.is_apart = false;
    }

    fn divide(&mut self, factor: f64) {
        let part = self.last * factor;
        match self.open {
            Some(open) if self.is_behind && part < 1.0 => match self.scale.filter(|_| open <= self.last) {
                Some(scale) => {
                    self.closed += part * scale;
                    self.open = None;
                }
                None => self.open = Some(open - self.last + part),
            },
            None if self.closed == 0.0 => self.open = Some(factor),
            _ => {
                self.open = Some(self.total() * factor);
                self.closed = 0.0;
            }
        }
    }
}

fn factor(word: &Word) -> Option<f64> {
    let told = word.meaning("times")?;
    match told.split_once('/') {
        Some((above, below)) => Some(above.parse::<f64>().ok()? / below.parse::<f64>().ok()?),
        None => told.parse().ok(),
    }
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
