//! Who tells what: the attribute `source` of facts that stand in a quotation or a reported clause.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::text::{ByteSpan, TokenSpan};

use super::drafts::Draft;
use super::view::View;

/// Words that somebody tells.
struct Told {
    /// The draft that tells them.
    by: usize,
    tokens: TokenSpan,
    speaker: Arc<str>,
}

/// Sets the source of each fact that is told within the roles of another; of several the shortest words act.
pub(crate) fn mark(view: View<'_>, drafts: &mut [Draft]) {
    let mut told: FxHashMap<u32, Vec<Told>> = FxHashMap::default();
    for (by, draft) in drafts.iter().enumerate() {
        let Some(source) = &view.program.rules.types[draft.type_id.0 as usize].source else { continue };
        let Some(speaker) = draft.role(&source.role).and_then(|role| role.fillers.first()) else { continue };
        let speaker: Arc<str> = speaker.entity.clone().unwrap_or_else(|| speaker.text.as_str().into());
        let fillers = source.of.iter().filter_map(|name| draft.role(name)).flat_map(|role| &role.fillers);
        for filler in fillers {
            let Some(tokens) = tokens_of(view, filler.span) else { continue };
            let sentences =
                view.document.sentence_of[tokens.start as usize]..=view.document.sentence_of[tokens.end as usize - 1];
            for sentence in sentences {
                told.entry(sentence).or_default().push(Told { by, tokens, speaker: speaker.clone() });
            }
        }
    }
    for (number, draft) in drafts.iter_mut().enumerate() {
        let around = told.get(&draft.sentence).into_iter().flatten();
        let around = around.filter(|told| told.by != number && holds(told.tokens, draft.core));
        draft.source =
            around.min_by_key(|told| (told.tokens.len(), told.tokens.start)).map(|told| told.speaker.clone());
    }
}

fn holds(outer: TokenSpan, inner: TokenSpan) -> bool {
    outer.start <= inner.start && inner.end <= outer.end
}

/// The tokens that begin in a span.
fn tokens_of(view: View<'_>, span: ByteSpan) -> Option<TokenSpan> {
    let tokens = &view.document.segmentation.tokens;
    let start = tokens.partition_point(|token| token.start < span.start);
    let end = tokens.partition_point(|token| token.start < span.end);
    (start < end).then(|| TokenSpan::new(start as u32, end as u32))
}
