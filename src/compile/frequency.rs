//! How common words are, roughly: enough to choose which word of a rule to look for.
//!
//! The table holds the commonest words and marks of English news, in tokens of
//! ten thousand; every other word counts as rare. It only steers speed: a
//! wrong figure costs time, never a match.

/// Tokens of ten thousand that are this word; `word` is in lower case.
pub(crate) fn word_frequency(word: &str) -> f32 {
    COMMON.binary_search_by(|(known, _)| (*known).cmp(word)).map_or(RARE, |at| COMMON[at].1)
}

/// What a word counts that the table does not hold.
pub(crate) const RARE: f32 = 1.0;

/// What a lemma counts, times its word: its other forms are met too.
pub(crate) const LEMMA_FACTOR: f32 = 2.5;

/// Ascending by word.
const COMMON: &[(&str, f32)] = &[
    ("\"", 150.0),
    ("$", 40.0),
    ("%", 30.0),
    ("'", 20.0),
    ("'s", 95.0),
    ("(", 40.0),
    (")", 40.0),
    (",", 480.0),
    ("-", 40.0),
    (".", 450.0),
    (":", 40.0),
    (";", 12.0),
    ("a", 200.0),
    ("about", 17.0),
    ("after", 17.0),
    ("all", 16.0),
    ("also", 16.0),
    ("an", 34.0),
    ("and", 220.0),
    ("any", 9.0),
    ("are", 43.0),
    ("as", 55.0),
    ("at", 50.0),
    ("be", 55.0),
    ("because", 8.0),
    ("been", 26.0),
    ("before", 8.0),
    ("billion", 12.0),
    ("but", 38.0),
    ("by", 55.0),
    ("can", 15.0),
    ("company", 10.0),
    ("could", 14.0),
    ("country", 6.0),
    ("did", 7.0),
    ("do", 12.0),
    ("first", 12.0),
    ("for", 90.0),
    ("from", 45.0),
    ("government", 8.0),
    ("had", 30.0),
    ("has", 42.0),
    ("have", 42.0),
    ("he", 55.0),
    ("her", 12.0),
    ("his", 28.0),
    ("i", 25.0),
    ("if", 15.0),
    ("in", 200.0),
    ("including", 5.0),
    ("into", 12.0),
    ("is", 80.0),
    ("it", 75.0),
    ("its", 28.0),
    ("just", 7.0),
    ("last", 14.0),
    ("made", 7.0),
    ("make", 6.0),
    ("many", 6.0),
    ("may", 9.0),
    ("million", 18.0),
    ("more", 20.0),
    ("most", 9.0),
    ("mr", 18.0),
    ("n't", 15.0),
    ("new", 20.0),
    ("no", 13.0),
    ("not", 30.0),
    ("now", 9.0),
    ("of", 230.0),
    ("on", 75.0),
    ("one", 20.0),
    ("only", 9.0),
    ("or", 20.0),
    ("other", 14.0),
    ("our", 8.0),
    ("out", 14.0),
    ("over", 13.0),
    ("people", 12.0),
    ("percent", 8.0),
    ("president", 9.0),
    ("said", 60.0),
    ("say", 6.0),
    ("says", 8.0),
    ("she", 14.0),
    ("should", 8.0),
    ("since", 7.0),
    ("so", 12.0),
    ("some", 13.0),
    ("such", 8.0),
    ("than", 16.0),
    ("that", 85.0),
    ("the", 520.0),
    ("their", 20.0),
    ("them", 10.0),
    ("there", 18.0),
    ("they", 28.0),
    ("this", 32.0),
    ("three", 9.0),
    ("time", 11.0),
    ("to", 240.0),
    ("told", 7.0),
    ("two", 15.0),
    ("under", 7.0),
    ("up", 18.0),
    ("was", 60.0),
    ("we", 22.0),
    ("were", 28.0),
    ("what", 13.0),
    ("when", 16.0),
    ("which", 25.0),
    ("who", 20.0),
    ("will", 38.0),
    ("with", 65.0),
    ("would", 28.0),
    ("year", 17.0),
    ("years", 12.0),
    ("you", 15.0),
    ("–", 5.0),
    ("“", 40.0),
    ("”", 40.0),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_order() {
        assert!(COMMON.is_sorted_by(|(left, _), (right, _)| left < right));
    }

    #[test]
    fn a_word_of_the_table_is_commoner_than_one_outside() {
        assert!(word_frequency("the") > word_frequency("ambassador"));
    }
}
