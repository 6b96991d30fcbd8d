//! What a form says by its characters alone: shape, case, twins.
//!
//! Plain functions of a form; the engine asks them once for each distinct form.

use std::borrow::Cow;

/// The longest run of one class that a shape shows.
const MAX_RUN: usize = 4;

/// The straight twin of a character; `None` where it is left as it is, an empty
/// string where it is invisible.
fn twin(character: char) -> Option<&'static str> {
    Some(match character {
        '\u{2018}' | '\u{2019}' | '\u{201A}' | '\u{201B}' | '\u{2039}' | '\u{203A}' | '\u{2BC}' | '\u{FF07}' | '`'
        | '´' => "'",
        '\u{201C}' | '\u{201D}' | '\u{201E}' | '\u{201F}' | '«' | '»' | '\u{FF02}' => "\"",
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{FE58}' | '\u{FE63}' | '\u{FF0D}' => "-",
        '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => "",
        '…' => "...",
        _ => return None,
    })
}

/// The form with straight quotation marks, apostrophes and dashes in place of
/// their typographic twins, and without invisible characters.
///
/// Two forms that a pattern must not tell apart, but for case, have the same
/// normal form: `’s` and `'s`, `–` and `-`, `--` and `—`, `''` and `"`.
///
/// ```
/// use nutgraf::analysis::normalize;
///
/// assert_eq!(normalize("O’Neill"), "O'Neill");
/// assert_eq!(normalize("—"), "-");
/// ```
pub fn normalize(form: &str) -> Cow<'_, str> {
    match form {
        "''" | "``" => return Cow::Borrowed("\""),
        "--" | "---" => return Cow::Borrowed("-"),
        _ => (),
    }
    let is_plain =
        form.bytes().all(|byte| byte.is_ascii() && byte != b'`') || form.chars().all(|one| twin(one).is_none());
    if is_plain {
        return Cow::Borrowed(form);
    }
    let mut out = String::with_capacity(form.len());
    for character in form.chars() {
        match twin(character) {
            Some(straight) => out.push_str(straight),
            None => out.push(character),
        }
    }
    if out.is_empty() { Cow::Borrowed(form) } else { Cow::Owned(out) }
}

/// The normal form in lower case: what two forms share that are the same word in any case.
///
/// ```
/// assert_eq!(nutgraf::analysis::fold("O’NEILL"), "o'neill");
/// ```
pub fn fold(form: &str) -> String {
    // Letter by letter, since the lower case of a whole word depends on place for the final sigma.
    let lower = |character: char| if character == 'ς' { 'σ'.to_lowercase() } else { character.to_lowercase() };
    normalize(form).chars().flat_map(lower).collect()
}

/// The shape: `X` for an upper-case letter, `x` for a lower-case one, `d` for a
/// digit, anything else as it is; runs are cut to four.
///
/// ```
/// use nutgraf::analysis::shape;
///
/// assert_eq!(shape("Khamenei"), "Xxxxx");
/// assert_eq!(shape("COVID-19"), "XXXX-dd");
/// ```
pub fn shape(form: &str) -> String {
    let mut out = String::with_capacity(form.len().min(16));
    let (mut last, mut run) = (None, 0);
    for character in form.chars() {
        let class = match character {
            _ if character.is_uppercase() => 'X',
            _ if character.is_lowercase() => 'x',
            _ if character.is_numeric() => 'd',
            _ => character,
        };
        run = if last == Some(class) { run + 1 } else { 1 };
        last = Some(class);
        if run <= MAX_RUN {
            out.push(class);
        }
    }
    out
}

/// The flag `cap`: the first letter is upper case.
///
/// ```
/// assert!(nutgraf::analysis::is_cap("Tehran"));
/// ```
pub fn is_cap(form: &str) -> bool {
    form.chars().find(|character| character.is_alphabetic()).is_some_and(is_capital)
}

/// The flag `upper`: two letters or more, all upper case.
///
/// ```
/// use nutgraf::analysis::is_upper;
///
/// assert!(is_upper("U.S.") && !is_upper("I"));
/// ```
pub fn is_upper(form: &str) -> bool {
    let mut letters = form.chars().filter(|character| character.is_alphabetic());
    let first_two = [letters.next(), letters.next()];
    first_two.iter().all(|letter| letter.is_some_and(char::is_uppercase)) && letters.all(char::is_uppercase)
}

/// The flag `digit`: only digits and their separators, and one digit at least.
///
/// ```
/// use nutgraf::analysis::is_digit;
///
/// assert!(is_digit("1,200") && is_digit("10:30") && !is_digit("5x"));
/// ```
pub fn is_digit(form: &str) -> bool {
    let is_part = |character: char| character.is_numeric() || matches!(character, '.' | ',' | ':' | '/' | '-');
    form.chars().all(is_part) && form.chars().any(char::is_numeric)
}

/// The flag `punct`: no letter and no digit.
///
/// ```
/// use nutgraf::analysis::is_punct;
///
/// assert!(is_punct("...") && is_punct("$") && !is_punct("'s"));
/// ```
pub fn is_punct(form: &str) -> bool {
    !form.chars().any(char::is_alphanumeric)
}

/// Upper case, or the title case of a digraph such as `ǅ`.
fn is_capital(letter: char) -> bool {
    letter.is_uppercase() || (!letter.is_lowercase() && letter.to_lowercase().next() != Some(letter))
}

#[cfg(test)]
mod tests {
    use super::{fold, is_cap, is_digit, is_punct, is_upper, normalize, shape};

    #[test]
    fn typographic_twins_have_one_normal_form() {
        for (form, normal) in [
            ("’s", "'s"),
            ("n’t", "n't"),
            ("“", "\""),
            ("''", "\""),
            ("``", "\""),
            ("«", "\""),
            ("‘", "'"),
            ("–", "-"),
            ("—", "-"),
            ("--", "-"),
            ("al‑Assad", "al-Assad"),
            ("…", "..."),
            ("co\u{AD}operate", "cooperate"),
            ("plain", "plain"),
            ("Zürich", "Zürich"),
            ("\u{AD}", "\u{AD}"),
        ] {
            assert_eq!(normalize(form), normal, "{form:?}");
        }
    }

    #[test]
    fn a_plain_form_is_not_copied() {
        assert!(matches!(normalize("Zürich"), std::borrow::Cow::Borrowed(_)));
    }

    #[test]
    fn folding_takes_case_and_twins_away() {
        for (form, folded) in
            [("U.S.", "u.s."), ("O’NEILL", "o'neill"), ("ÉLYSÉE", "élysée"), ("ΣΑΣ", "σασ"), ("σας", "σασ")]
        {
            assert_eq!(fold(form), folded, "{form:?}");
        }
    }

    #[test]
    fn a_shape_shows_classes_in_runs_of_four_at_most() {
        for (form, expected) in [
            ("Putin", "Xxxxx"),
            ("iPhone", "xXxxxx"),
            ("1,200", "d,ddd"),
            ("1234567", "dddd"),
            ("------", "----"),
            ("U.S.", "X.X."),
            ("Élan", "Xxxx"),
            ("", ""),
        ] {
            assert_eq!(shape(form), expected, "{form:?}");
        }
    }

    #[test]
    fn cap_asks_the_first_letter() {
        for (form, expected) in [
            ("Iran", true),
            ("iPhone", false),
            ("U.S.", true),
            ("Élan", true),
            ("ǅ", true),
            ("19", false),
            ("日本", false),
        ] {
            assert_eq!(is_cap(form), expected, "{form:?}");
        }
    }

    #[test]
    fn upper_asks_for_two_letters_all_upper() {
        for (form, expected) in [
            ("NATO", true),
            ("U.S.", true),
            ("COVID-19", true),
            ("I", false),
            ("A.", false),
            ("McD", false),
            ("19", false),
        ] {
            assert_eq!(is_upper(form), expected, "{form:?}");
        }
    }

    #[test]
    fn digit_asks_for_digits_and_separators_alone() {
        for (form, expected) in [
            ("2015", true),
            ("1,200", true),
            ("3.5", true),
            ("1/2/2005", true),
            (".15", true),
            ("5x", false),
            (".", false),
            ("", false),
        ] {
            assert_eq!(is_digit(form), expected, "{form:?}");
        }
    }

    #[test]
    fn punct_asks_for_no_letter_and_no_digit() {
        for (form, expected) in
            [(".", true), ("--", true), ("%", true), ("😀", true), ("'s", false), ("5", false), ("é", false)]
        {
            assert_eq!(is_punct(form), expected, "{form:?}");
        }
    }
}
