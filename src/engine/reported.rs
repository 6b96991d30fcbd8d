//! Facts that somebody is said to have told: `source` names the speaker.
//!
//! A fact type called `Statement` is known by name, as `Person` and `Org` are:
//! what stands in the `quote` or the `claim` of one has its `speaker` for a source.

use std::sync::Arc;

use crate::fact::{Fact, Filler};
use crate::text::ByteSpan;

/// What somebody said, and who.
struct Said {
    span: ByteSpan,
    speaker: Arc<str>,
}

/// Gives a source to the facts all of whose tellings stand in what one speaker
/// said. What a rule set stays; a statement has no source.
pub(crate) fn mark(facts: &mut [Fact]) {
    let said: Vec<Said> = facts.iter().filter(|fact| is_statement(fact)).flat_map(parts).collect();
    if said.is_empty() {
        return;
    }
    for fact in facts.iter_mut().filter(|fact| !is_statement(fact)) {
        let mut speakers = fact.evidence.iter().map(|evidence| speaker(&said, evidence.span));
        let Some(first) = speakers.next().flatten() else { continue };
        let known = fact.attributes.iter().any(|(name, _)| &**name == "source");
        if !known && speakers.all(|speaker| speaker == Some(first)) {
            let first = Arc::clone(first);
            fact.attributes.push(("source".into(), first));
            fact.attributes.sort();
        }
    }
}

fn is_statement(fact: &Fact) -> bool {
    &*fact.type_name == "Statement"
}

fn parts(fact: &Fact) -> Vec<Said> {
    let fillers =
        |name: &'static str| fact.roles.iter().filter(move |role| &*role.name == name).flat_map(|role| &role.fillers);
    let Some(speaker) = fillers("speaker").next() else { return Vec::new() };
    let speaker = name(speaker);
    let part = |filler: &Filler| Said { span: filler.span, speaker: Arc::clone(&speaker) };
    fillers("quote").chain(fillers("claim")).map(part).collect()
}

fn name(filler: &Filler) -> Arc<str> {
    filler.entity.clone().unwrap_or_else(|| filler.text.as_str().into())
}

/// The speaker of the shortest passage that a span stands in.
fn speaker(said: &[Said], span: ByteSpan) -> Option<&Arc<str>> {
    let around = said.iter().filter(|said| said.span.start <= span.start && span.end <= said.span.end);
    around.min_by_key(|said| said.span.end - said.span.start).map(|said| &said.speaker)
}
