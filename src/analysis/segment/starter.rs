//! Words that show, by their capital, that a sentence begins with them.
//!
//! Behind an abbreviation a capital says little: `U.S. Army`, `Inc. Chairman`.
//! These words are seldom part of a name, so their capital comes from the place.

/// The longest word of the list, in bytes.
const LONGEST: usize = 13;

/// Whether the word, which has a capital, begins a sentence by the look of it.
pub(super) fn is_starter(word: &str) -> bool {
    let bytes = word.as_bytes();
    if bytes.len() > LONGEST || !bytes.first().is_some_and(u8::is_ascii_uppercase) {
        return false;
    }
    let mut buffer = [0_u8; LONGEST];
    let lower = &mut buffer[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    STARTERS.binary_search_by(|entry| entry.as_bytes().cmp(lower)).is_ok()
}

#[rustfmt::skip]
const STARTERS: [&str; 174] = [
    "a", "about", "above", "according", "across", "after", "again", "against", "all", "almost", "also", "although",
    "always", "amid", "among", "an", "and", "another", "any", "are", "as", "asked", "at", "be", "because", "before",
    "behind", "below", "besides", "between", "both", "but", "by", "can", "could", "despite", "did", "do", "does",
    "during", "each", "earlier", "either", "even", "every", "everyone", "few", "finally", "first", "following", "for",
    "from", "further", "given", "had", "has", "have", "he", "her", "here", "his", "how", "however", "i", "if", "in",
    "indeed", "initially", "instead", "is", "it", "its", "just", "last", "later", "like", "many", "maybe",
    "meanwhile", "more", "moreover", "most", "much", "my", "neither", "never", "nevertheless", "new", "next", "no",
    "nobody", "none", "nonetheless", "nor", "not", "nothing", "now", "of", "officials", "often", "on", "once", "one",
    "only", "or", "other", "others", "our", "over", "people", "perhaps", "please", "police", "recently", "she",
    "should", "similarly", "since", "so", "some", "sometimes", "soon", "still", "such", "thanks", "that", "the",
    "their", "then", "there", "therefore", "these", "they", "this", "those", "though", "through", "throughout",
    "thus", "to", "today", "together", "tomorrow", "too", "two", "under", "unfortunately", "until", "up", "upon",
    "was", "we", "were", "what", "whatever", "when", "where", "whereas", "whether", "which", "while", "who", "whose",
    "why", "will", "with", "within", "without", "would", "yes", "yesterday", "yet", "you", "your",
];

#[cfg(test)]
mod tests {
    use super::{LONGEST, STARTERS};

    #[test]
    fn the_list_is_in_order_and_within_the_longest_word() {
        assert!(STARTERS.is_sorted_by(|one, other| one < other));
        assert!(STARTERS.iter().all(|word| word.len() <= LONGEST));
    }
}
