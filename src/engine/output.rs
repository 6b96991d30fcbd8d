//! Mentions as they come out.

use std::sync::Arc;

use crate::fact::Mention;
use crate::pack::TypeId;

use super::compiled::Compiled;
use super::lattice::{LiveMention, Source};
use super::view::View;

/// The mentions that stay, by place.
pub(crate) fn mentions(view: View<'_>, engine: &Compiled) -> Vec<Mention> {
    let stay = view.lattice.mentions.iter().filter(|mention| mention.stays);
    let mut mentions: Vec<Mention> =
        stay.filter(|mention| is_wanted(view, engine, mention)).map(|mention| shown(view, engine, mention)).collect();
    mentions.sort_by(|a, b| (a.span, &a.type_name, &a.source).cmp(&(b.span, &b.type_name, &b.source)));
    mentions.dedup();
    mentions
}

fn is_wanted(view: View<'_>, engine: &Compiled, mention: &LiveMention) -> bool {
    // The hits of lists without a type are words for patterns, not mentions of anything.
    let Some(TypeId(id)) = view.program.labels.as_type(mention.label) else { return false };
    let definition = &view.program.rules.types[id as usize];
    let types = &engine.options.types;
    definition.roles.is_empty() && (types.is_empty() || types.iter().any(|wanted| **wanted == *definition.name))
}

fn shown(view: View<'_>, engine: &Compiled, mention: &LiveMention) -> Mention {
    let rules = &view.program.rules;
    let (source, at) = match mention.source {
        Source::Engine => ("nutgraf".into(), "".into()),
        Source::Rule(id) => engine.rule_names[id.0 as usize].clone(),
        Source::List(id, entry) => {
            let list = &rules.lists[id.0 as usize];
            let pack = &rules.packs[list.pack.0 as usize].name;
            let at = &list.entries[entry as usize].at;
            (format!("{pack}/{}", list.name).into(), format!("{}:{}", at.file, at.line).into())
        }
    };
    Mention {
        type_name: type_name(view, mention),
        span: mention.span,
        tokens: mention.tokens,
        sentence: view.document.sentence_of[mention.tokens.start as usize],
        entity: entity_of(view, mention),
        attributes: mention.all_attributes(rules),
        source,
        at,
    }
}

/// The name of a mention's type, or of its list where that has none.
fn type_name(view: View<'_>, mention: &LiveMention) -> Arc<str> {
    let rules = &view.program.rules;
    match (view.program.labels.as_type(mention.label), mention.source) {
        (Some(id), _) => rules.types[id.0 as usize].name.clone(),
        (None, Source::List(id, _)) => rules.lists[id.0 as usize].name.clone(),
        (None, _) => "".into(),
    }
}

/// The name of the thing that a mention names.
pub(crate) fn entity_of(view: View<'_>, mention: &LiveMention) -> Option<Arc<str>> {
    mention.entity.clone().or_else(|| mention.attribute(&view.program.rules, "entity").map(Arc::from))
}
