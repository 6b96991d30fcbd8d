//! The abbreviations that keep their full stop, and what each needs behind it.
//!
//! Whether a stop is part of a word has to be known from the word and from what
//! touches it, or a word of a pattern would be cut otherwise than the word of an
//! article. So most abbreviations keep their stop always, also where a sentence
//! ends with them; the few that are plain words too keep it only where what
//! follows shows that the sentence goes on.

use super::character::{char_at, is_blank};
use super::scanner::{Kind, Scanner, Sink};
use super::word::Word;

/// How an abbreviation takes its full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Class {
    /// Always, and what it is short for goes on: `Mr.`, `St.`, `vs.`; it never ends a sentence.
    Title,
    /// Always; it may end a sentence: `Inc.`, `Sept.`, `etc.`
    Common,
    /// Before a number only: `No. 5`, `p. 12`.
    Number,
    /// A plain word too; before a comma, a number or a small letter only: `Mass.`, `Sun.`
    Weak,
}

use Class::{Common, Number, Title, Weak};

/// What stands behind the full stop.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Next {
    /// Nothing, or a blank line.
    End,
    /// A digit.
    Digit,
    /// A small letter.
    Small,
    /// A capital, or a letter without case.
    Capital,
    /// A sign that only stands inside a sentence.
    Inner,
    /// Any other sign.
    Sign,
}

/// How far behind the full stop the next character is looked for.
const REACH: usize = 16;

/// The longest entry of the tables, in bytes.
const LONGEST: usize = 8;

/// The kind of the token that the word makes with the full stop behind it;
/// `None` where the stop is a token by itself.
pub(super) fn with_stop<S: Sink>(scan: &Scanner<'_, S>, word: &Word) -> Option<Kind> {
    let stop = word.end;
    if scan.byte(stop + 1) == b'.' {
        return None;
    }
    if let Some(class) = class_of(&scan.bytes[word.start..word.end]) {
        if scan.is_phrase && next(scan.text, stop + 1).0 == Next::End {
            return Some(Kind::Abbreviation);
        }
        return match class {
            Title => Some(Kind::Plain),
            Common => Some(Kind::Abbreviation),
            Number => (next(scan.text, stop + 1).0 == Next::Digit).then_some(Kind::Plain),
            Weak => {
                let goes_on = matches!(next(scan.text, stop + 1).0, Next::Digit | Next::Small | Next::Inner);
                goes_on.then_some(Kind::Plain)
            }
        };
    }
    if !word.is_dotted || !word.piece_is_letter(scan.text) {
        return None;
    }
    if word.start == word.piece { initial(scan, word) } else { Some(Kind::Abbreviation) }
}

/// The full stop behind a single letter: an initial, unless the text ends with it.
///
/// `I` is far more often the pronoun or a numeral (`World War I.`) than an
/// initial, so it needs another initial behind it.
fn initial<S: Sink>(scan: &Scanner<'_, S>, word: &Word) -> Option<Kind> {
    let letter = char_at(scan.text, word.start)?;
    if !letter.is_uppercase() {
        return None;
    }
    let (next, at) = next(scan.text, word.end + 1);
    let is_initial = match letter {
        _ if scan.is_phrase && next == Next::End => true,
        'I' => next == Next::Capital && scan.byte(at + 1) == b'.',
        _ => next != Next::End,
    };
    is_initial.then_some(Kind::Abbreviation)
}

/// What stands at the byte, blanks aside, and where.
fn next(text: &str, from: usize) -> (Next, usize) {
    let mut at = from;
    let mut lines = 0;
    while let Some(character) = char_at(text, at) {
        if at - from > REACH || lines > 1 {
            return (Next::End, at);
        }
        if !is_blank(character) {
            return (kind_of(character), at);
        }
        lines += usize::from(character == '\n');
        at += character.len_utf8();
    }
    (Next::End, at)
}

fn kind_of(character: char) -> Next {
    match character {
        ',' | ';' | ':' | ')' | '-' | '–' | '—' => Next::Inner,
        _ if character.is_numeric() => Next::Digit,
        _ if character.is_lowercase() => Next::Small,
        _ if character.is_alphabetic() => Next::Capital,
        _ => Next::Sign,
    }
}

/// The class of a word without its full stop.
fn class_of(word: &[u8]) -> Option<Class> {
    // A capital alone is an initial or a name, whatever the small letter stands for.
    let is_capital_alone = matches!(word, [letter] if letter.is_ascii_uppercase());
    if word.len() > LONGEST || is_capital_alone {
        return None;
    }
    let mut buffer = [0_u8; LONGEST];
    let lower = &mut buffer[..word.len()];
    lower.copy_from_slice(word);
    lower.make_ascii_lowercase();
    let begins_with_capital = word.first().is_some_and(u8::is_ascii_uppercase);
    let capital = if begins_with_capital { find(CAPITALISED, lower) } else { None };
    capital.or_else(|| find(ANY_CASE, lower))
}

fn find(table: &[(&str, Class)], word: &[u8]) -> Option<Class> {
    let place = table.binary_search_by(|(entry, _)| entry.as_bytes().cmp(word)).ok()?;
    Some(table[place].1)
}

/// Entries that count only with a capital.
#[rustfmt::skip]
const CAPITALISED: &[(&str, Class)] = &[
    ("adm", Title), ("ala", Common), ("ald", Title), ("amb", Title), ("apr", Common), ("apt", Number),
    ("ariz", Common), ("ark", Weak), ("assn", Common), ("assoc", Common), ("asst", Title), ("atty", Title),
    ("attys", Title), ("aug", Common), ("ave", Common), ("bk", Number), ("bldg", Common), ("blvd", Common),
    ("brig", Title), ("bros", Common), ("cal", Weak), ("calif", Common), ("capt", Title), ("cdr", Title),
    ("ch", Number), ("chas", Title), ("chs", Number), ("cllr", Title), ("cmdr", Title), ("co", Common),
    ("col", Title), ("colo", Common), ("comdr", Title), ("comm", Weak), ("conn", Common), ("corp", Common),
    ("corps", Common), ("cos", Common), ("cpl", Title), ("cpt", Title), ("dec", Common), ("del", Weak),
    ("dept", Common), ("depts", Common), ("det", Title), ("dist", Common), ("div", Common), ("dr", Title),
    ("drs", Title), ("ed", Weak), ("eds", Weak), ("ens", Title), ("esq", Common), ("ext", Number), ("feb", Common),
    ("fed", Weak), ("fla", Common), ("fr", Title), ("fri", Common), ("ft", Title), ("ga", Common), ("gen", Title),
    ("gens", Title), ("geo", Title), ("gov", Title), ("govs", Title), ("govt", Common), ("hon", Title),
    ("hwy", Title), ("ill", Weak), ("inc", Common), ("ind", Weak), ("insp", Title), ("inst", Common),
    ("intl", Common), ("jan", Common), ("jos", Title), ("jr", Common), ("jul", Common), ("jun", Common),
    ("kan", Common), ("ky", Common), ("la", Weak), ("lt", Title), ("ltd", Common), ("lts", Title), ("maj", Title),
    ("mar", Weak), ("mass", Weak), ("md", Common), ("me", Weak), ("messers", Title), ("messrs", Title),
    ("mfg", Common), ("mich", Common), ("minn", Common), ("miss", Weak), ("mlle", Title), ("mme", Title),
    ("mmes", Title), ("mo", Weak), ("mon", Common), ("mont", Weak), ("mr", Title), ("mrs", Title), ("ms", Title),
    ("msgr", Title), ("mt", Title), ("mts", Title), ("mx", Title), ("natl", Common), ("neb", Common), ("nev", Common),
    ("nov", Common), ("nr", Number), ("oct", Common), ("okla", Common), ("ont", Common), ("op", Number),
    ("ore", Weak), ("pa", Common), ("penn", Common), ("pfc", Title), ("ph", Common), ("pkwy", Common),
    ("pres", Title), ("prof", Title), ("profs", Title), ("pt", Number), ("pte", Title), ("pts", Number),
    ("pvt", Title), ("que", Common), ("rd", Common), ("rep", Title), ("reps", Title), ("rev", Title), ("revd", Title),
    ("rt", Title), ("rte", Title), ("sat", Weak), ("sec", Number), ("sect", Number), ("sen", Title), ("sens", Title),
    ("sep", Common), ("sept", Common), ("sgt", Title), ("sgts", Title), ("spc", Title), ("sq", Weak), ("sr", Common),
    ("st", Title), ("ste", Title), ("sts", Title), ("sun", Weak), ("supt", Title), ("tenn", Common), ("tex", Common),
    ("thos", Title), ("thu", Common), ("thur", Common), ("thurs", Common), ("tue", Common), ("tues", Common),
    ("univ", Common), ("va", Common), ("vt", Common), ("wash", Weak), ("wed", Weak), ("wis", Common), ("wm", Title),
    ("wyo", Common),
];

/// Entries that count in any case.
#[rustfmt::skip]
const ANY_CASE: &[(&str, Class)] = &[
    ("al", Common), ("approx", Title), ("art", Number), ("arts", Number), ("ass'n", Common), ("ass't", Common),
    ("assn", Common), ("ave", Weak), ("avg", Weak), ("b", Number), ("b.com", Common), ("b.sc", Common),
    ("blvd", Weak), ("bros", Common), ("c", Number), ("ca", Title), ("cf", Title), ("cl", Number), ("co", Common),
    ("corp", Common), ("cu", Title), ("d", Number), ("d.phil", Common), ("dept", Common), ("e.g", Title),
    ("ed", Weak), ("ed.d", Common), ("eds", Weak), ("eg", Title), ("eq", Number), ("esp", Weak), ("est", Weak),
    ("etc", Weak), ("ext", Weak), ("fig", Number), ("figs", Number), ("ft", Weak), ("gov't", Common),
    ("govt", Common), ("hr", Weak), ("hrs", Weak), ("i.e", Title), ("ibid", Common), ("ie", Title), ("inc", Common),
    ("incl", Weak), ("int'l", Common), ("jr", Common), ("lb", Weak), ("lbs", Weak), ("litt.d", Common),
    ("ll.b", Common), ("ll.d", Common), ("ll.m", Common), ("ltd", Common), ("m", Number), ("m.com", Common), ("m.phil", Common),
    ("m.sc", Common), ("max", Weak), ("min", Weak), ("mins", Weak), ("nat'l", Common), ("no", Number),
    ("nos", Number), ("oz", Weak), ("p", Number), ("para", Number), ("paras", Number), ("ph.d", Common),
    ("pharm.d", Common), ("pp", Number), ("psy.d", Common), ("resp", Weak), ("rev", Weak), ("sc.d", Common),
    ("sec", Weak), ("secs", Weak), ("sq", Title), ("tbsp", Weak), ("tel", Number), ("temp", Weak), ("trans", Weak),
    ("tsp", Weak), ("v", Title), ("viz", Title), ("vol", Number), ("vols", Number), ("vs", Title), ("wk", Weak),
    ("wks", Weak), ("yd", Weak), ("yr", Weak), ("yrs", Weak),
];

#[cfg(test)]
mod tests {
    use super::{ANY_CASE, CAPITALISED, LONGEST};

    #[test]
    fn the_tables_are_in_order_and_within_the_longest_entry() {
        for table in [CAPITALISED, ANY_CASE] {
            assert!(table.is_sorted_by(|one, other| one.0 < other.0));
            assert!(table.iter().all(|(entry, _)| entry.len() <= LONGEST));
        }
    }
}
