//! Where a contraction is cut: `do|n't`, `Iran|'s`, `can|not`.
//!
//! Universal Dependencies makes words of the parts, and so do we. Only closed
//! sets are cut; any other apostrophe stays inside its word (`O'Neill`).

/// Whether these letters, behind an apostrophe, are a word of their own: `'s`, `'re`, `'ll`.
pub(super) fn clitic(letters: &[u8]) -> bool {
    match letters {
        [letter] => matches!(letter, b's' | b'S' | b'd' | b'D' | b'm' | b'M'),
        [_, _] => is_any(letters, &[b"re", b"ve", b"ll"]),
        _ => false,
    }
}

/// Where to cut a piece of a word whose apostrophe stands at `start..end`, as an
/// offset into the piece; `None` where the apostrophe is part of the word.
pub(super) fn cut_at_apostrophe(piece: &[u8], start: usize, end: usize) -> Option<usize> {
    let (before, after) = (&piece[..start], &piece[end..]);
    if clitic(after) {
        return Some(start);
    }
    let is_negation = matches!(after, [b't' | b'T']) && matches!(before, [_, .., b'n' | b'N']);
    if is_negation {
        return Some(start - 1);
    }
    let is_you_all = matches!(before, [b'y' | b'Y']) && after.eq_ignore_ascii_case(b"all");
    is_you_all.then_some(end)
}

/// Where a word of ASCII letters alone is two: `can|not`, `gon|na`, `do|nt`.
pub(super) fn cut_in_word(word: &[u8]) -> Option<usize> {
    match word {
        [.., b't' | b'T'] if (4..=8).contains(&word.len()) => {
            let len = word.len();
            if word.eq_ignore_ascii_case(b"cannot") {
                Some(3)
            } else {
                (word[len - 2] | 0x20 == b'n' && is_bare_negation(word)).then_some(len - 2)
            }
        }
        [b'g' | b'w' | b'G' | b'W', .., b'a' | b'A'] if word.len() == 5 => {
            is_any(word, &[b"gonna", b"wanna", b"gotta"]).then_some(3)
        }
        [b'g' | b'l' | b'G' | b'L', .., b'e' | b'E'] if word.len() == 5 => {
            is_any(word, &[b"gimme", b"lemme"]).then_some(3)
        }
        _ => None,
    }
}

/// `dont` and its like: negations that no other word is spelled like (`cant` and `wont` are words).
fn is_bare_negation(word: &[u8]) -> bool {
    let long: &[&[u8]] = &[b"doesnt", b"havent", b"werent", b"couldnt", b"wouldnt", b"shouldnt"];
    let short: &[&[u8]] = &[b"dont", b"aint", b"isnt", b"arent", b"didnt", b"wasnt", b"hasnt", b"hadnt"];
    is_any(word, if word.len() > 5 { long } else { short })
}

fn is_any(word: &[u8], of: &[&[u8]]) -> bool {
    of.iter().any(|other| word.eq_ignore_ascii_case(other))
}
