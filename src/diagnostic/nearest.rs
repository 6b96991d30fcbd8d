//! The nearest known name: what a user most likely meant.

/// The candidate nearest to a name, if one is near enough to be worth naming.
///
/// Names that differ in case alone are nearest of all. Of equally near ones the
/// first in alphabetical order is taken, so that the order of declarations
/// leaves no trace.
///
/// ```
/// use nutgraf::diagnostic::nearest;
///
/// assert_eq!(nearest("Persn", ["Place", "Person"]), Some("Person"));
/// assert_eq!(nearest("Weapon", ["Place", "Person"]), None);
/// ```
pub fn nearest<'a>(name: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wanted = name.to_lowercase();
    let allowed = match wanted.chars().count() {
        0..=2 => 1,
        3..=5 => 2,
        long => long / 3,
    };
    candidates
        .into_iter()
        .filter(|candidate| *candidate != name)
        .map(|candidate| (strsim::damerau_levenshtein(&wanted, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= allowed && *distance < candidate.chars().count())
        .min()
        .map(|(_, candidate)| candidate)
}

/// Candidates as a list to choose from: "`a`, `b` or `c`".
pub(crate) fn choices<'a>(candidates: impl IntoIterator<Item = &'a str>) -> String {
    let mut quoted: Vec<String> = candidates.into_iter().map(|candidate| format!("`{candidate}`")).collect();
    match quoted.pop() {
        None => String::new(),
        Some(last) if quoted.is_empty() => last,
        Some(last) => format!("{} or {last}", quoted.join(", ")),
    }
}
