//! What became of a match: a fact, a mention, or nothing, and why.

use super::Telling;
use super::machine::Machine;
use super::report::Fate;
use super::steps::{lost_against, one_line};
use super::subject::{Asker, Subject};
use super::walk::Walker;
use crate::engine::{Captured, LiveMention, Matched, MentionIdx, Source, stands_for_nobody, where_holds};
use crate::fact::Fact;
use crate::pack::RoleDef;
use crate::pattern::{Name, Operand, Where, WhereKind};
use crate::text::{ByteSpan, TokenSpan};

impl Telling<'_> {
    fn asker(&self) -> Asker<'_> {
        Asker { view: self.scene(), pack: self.rule().pack }
    }

    /// Why the engine did not take what matches the pattern; none where it has another reason,
    /// such as an earlier match that it overlaps.
    pub(super) fn reason(&self, tokens: TokenSpan, sentence: u32, captures: Vec<Captured>) -> Option<Fate> {
        for pattern in &self.rule().unless {
            let Some(machine) = Machine::new(self.rules, self.rule().pack, pattern) else { continue };
            if let Some(found) = (Walker { view: self.scene(), machine: &machine }).overlapping(tokens) {
                let text = one_line(self.asker().text_of(found));
                return Some(Fate::Unless { pattern: pattern.to_string(), text });
            }
        }
        let matched = Matched { rule: self.id, tokens, sentence, captures, stepped: Vec::new() };
        let condition = self.rule().condition.as_ref()?;
        let mut reasons = Vec::new();
        self.failing_where(condition, &matched.captures, &mut reasons);
        (!reasons.is_empty()).then_some(Fate::Where { reasons })
    }

    /// The parts of a `where` that fail, with the values of what they name.
    fn failing_where(&self, condition: &Where, captures: &[Captured], reasons: &mut Vec<String>) {
        if where_holds(self.inspection.view, condition, captures) {
            return;
        }
        if let WhereKind::All(parts) = &condition.kind {
            return parts.iter().for_each(|part| self.failing_where(part, captures, reasons));
        }
        let mut values: Vec<String> = Vec::new();
        for name in names(condition) {
            let texts: Vec<String> =
                captures.iter().filter(|known| *known.name == *name).map(|known| self.value(known)).collect();
            let texts = if texts.is_empty() { "nothing".to_owned() } else { texts.join(", ") };
            values.push(format!("{name} is {texts}"));
        }
        reasons.push(format!("`{condition}` does not hold: {}", values.join("; ")));
    }

    /// A captured value: its text, its entity, its attributes.
    fn value(&self, captured: &Captured) -> String {
        let text = one_line(self.asker().text_of(captured.tokens));
        let mentions = captured.mentions.iter().map(|&index| self.inspection.view.lattice.mention(index));
        let Some(mention) = mentions.clone().find(|mention| mention.tokens == captured.tokens) else {
            return format!("`{text}`");
        };
        let entity = mention.attribute(self.rules, "entity").filter(|entity| **entity != *text);
        let entity = entity.map(|entity| format!("entity={entity}"));
        let known = mention.all_attributes(self.rules).into_iter().map(|(name, value)| format!("{name}={value}"));
        let known: Vec<String> = entity.into_iter().chain(known).collect();
        if known.is_empty() { format!("`{text}`") } else { format!("`{text}` ({})", known.join(", ")) }
    }

    /// What became of a match of the engine.
    pub(super) fn fate(&self, matched: &Matched) -> Fate {
        let view = self.inspection.view;
        if self.rules.types[self.rule().tag.0 as usize].roles.is_empty() {
            return self.mention_fate(matched);
        }
        let holds = self.inspection.roles_hold(matched);
        if holds.contains(&false) {
            let roles = self.rules.types[self.rule().tag.0 as usize].roles.iter().zip(holds);
            let failing = roles.filter(|(_, holds)| !holds).map(|(role, _)| self.role_reason(role, matched));
            return Fate::Roles { reasons: failing.collect() };
        }
        let span = view.document.span(matched.tokens);
        let name = self.inspection.engine.rule_name(self.id);
        let type_name = &self.rules.types[self.rule().tag.0 as usize].name;
        let facts = || self.inspection.extraction.facts.iter().filter(|fact| fact.type_name == *type_name);
        let own = |fact: &&Fact| {
            fact.evidence
                .iter()
                .any(|told| &*told.rule == name && told.span.start <= span.start && span.end <= told.span.end)
        };
        if let Some(fact) = facts().find(own) {
            return Fate::Fact { roles: roles_shown(fact) };
        }
        let overlapping = |fact: &&Fact| fact.evidence.iter().any(|told| overlaps(told.span, span));
        let reason = match facts().find(overlapping) {
            Some(fact) => {
                format!("`{}` by {} says the same or more", roles_shown(fact).join("; "), fact.evidence[0].rule)
            }
            None => "it was left out by a budget".to_owned(),
        };
        Fate::SaysLess { reason }
    }

    /// The mention that a match made, also one that lost.
    fn own_mention(&self, matched: &Matched) -> Option<MentionIdx> {
        let own = matched.captures.iter().find(|captured| &*captured.name == "self");
        let tokens = own.map_or(matched.tokens, |captured| captured.tokens);
        let is_own = |mention: &LiveMention| mention.source == Source::Rule(self.id) && mention.tokens == tokens;
        self.asker().view.lattice.mentions.iter().position(is_own).map(|index| index as MentionIdx)
    }

    /// What the rule's normaliser made of a mention.
    fn value_told(&self, matched: &Matched) -> Vec<String> {
        let Some(normaliser) = self.rule().normaliser else { return Vec::new() };
        let name = normaliser.name();
        let mention = self.own_mention(matched).map(|index| self.asker().view.lattice.mention(index));
        let known = mention.map(|mention| mention.all_attributes(self.rules)).unwrap_or_default();
        if known.iter().all(|(name, _)| &**name != "value") {
            return vec![format!("the normaliser `{name}` finds no value")];
        }
        let known: Vec<String> = known.into_iter().map(|(name, value)| format!("{name} = {value}")).collect();
        vec![format!("the normaliser `{name}` gives {}", known.join(", "))]
    }

    fn mention_fate(&self, matched: &Matched) -> Fate {
        let asker = self.asker();
        let Some(index) = self.own_mention(matched) else {
            return Fate::Overlap { reason: "its mention was not made".to_owned() };
        };
        if !asker.view.lattice.mention(index).stays {
            let reason = lost_against(asker, index).unwrap_or_else(|| "its mention lost".to_owned());
            return Fate::Overlap { reason };
        }
        let text = one_line(asker.text(Subject::Mention(index)));
        Fate::Mention { mention: format!("@{} {text}", asker.type_name(index)) }
    }

    /// What is wrong with a role.
    fn role_reason(&self, role: &RoleDef, matched: &Matched) -> String {
        let mut wanted: Vec<String> =
            role.types.iter().map(|id| format!("@{}", self.rules.types[id.0 as usize].name)).collect();
        wanted.extend(role.text.then(|| "any phrase".to_owned()));
        let wanted = wanted.join(" or ");
        let values: Vec<String> = matched
            .captures
            .iter()
            .filter(|captured| captured.name == role.name)
            .map(|captured| {
                let types = captured.mentions.iter().map(|&index| format!("@{}", self.asker().type_name(index)));
                let types = types.collect::<Vec<_>>().join(" ");
                let types = if types.is_empty() { "no mention".to_owned() } else { types };
                let view = self.inspection.view;
                let nobody = |&index: &MentionIdx| stands_for_nobody(view, view.lattice.mention(index));
                let standing = if captured.mentions.iter().any(nobody) {
                    ", which stands for somebody without a name"
                } else {
                    ""
                };
                format!("{} is {types}{standing}", self.value(captured))
            })
            .collect();
        let count = match (role.min, role.max) {
            (min, Some(max)) if min == max => format!("{min}"),
            (min, Some(max)) => format!("{min} to {max}"),
            (min, None) => format!("{min} or more"),
        };
        let found = if values.is_empty() { "nothing fills it".to_owned() } else { values.join("; ") };
        format!("role {} wants {count} of {wanted}; {found}", role.name)
    }

    /// What contexts, `set`, the normaliser and aliases gave a match.
    pub(super) fn attributes(&self, matched: &Matched) -> Vec<String> {
        if self.rules.types[self.rule().tag.0 as usize].roles.is_empty() {
            return self.value_told(matched);
        }
        let set = self.rule().set.iter().map(|(name, template)| format!("the rule sets {name} = {template}"));
        let acting = self.inspection.contexts(matched).into_iter().map(|(number, trigger)| {
            let context = &self.rules.contexts[number];
            let set: Vec<String> = context.set.iter().map(|(name, value)| format!("{name} = {value}")).collect();
            let pack = &self.rules.packs[context.pack.0 as usize].name;
            let words = one_line(self.asker().text_of(trigger));
            let (file, line) = (&context.at.file, context.at.line);
            format!("context {pack}/{} ({file}:{line}) sets {} by `{words}`", context.name, set.join(", "))
        });
        set.chain(acting).chain(self.joined(matched)).collect()
    }

    /// The names that captured words stand for by an alias.
    fn joined(&self, matched: &Matched) -> Vec<String> {
        let view = self.asker().view;
        let captured = matched.captures.iter().flat_map(|captured| &captured.mentions);
        let told = captured.filter_map(|&index| {
            let mention = view.lattice.mention(index);
            let alias = &self.rules.aliases[mention.alias? as usize];
            let pack = alias.pack.map_or("", |pack| &*self.rules.packs[pack.0 as usize].name);
            let at = alias.at.as_ref().map(|at| format!(" ({}:{})", at.file, at.line)).unwrap_or_default();
            let words = one_line(mention.span.slice(view.text));
            let name = format!("{pack}/{}", alias.name);
            Some(format!("`{words}` is {} by alias {}{at}", mention.entity.as_deref()?, name.trim_start_matches('/')))
        });
        dedup(told.collect())
    }
}

fn overlaps(one: ByteSpan, other: ByteSpan) -> bool {
    one.start < other.end && other.start < one.end
}

fn roles_shown(fact: &Fact) -> Vec<String> {
    let values = |role: &crate::fact::Role| {
        let texts: Vec<String> = role.fillers.iter().map(|filler| one_line(&filler.text)).collect();
        format!("{}: {}", role.name, texts.join(" · "))
    };
    fact.roles.iter().map(values).collect()
}

/// The captures that a `where` names, each once.
fn names(condition: &Where) -> Vec<String> {
    fn operand(operand: &Operand) -> Option<&Name> {
        match operand {
            Operand::Capture(name) | Operand::Attribute { capture: name, .. } => Some(name),
            Operand::Value(_) => None,
        }
    }
    let found: Vec<&Name> = match &condition.kind {
        WhereKind::All(parts) | WhereKind::Either(parts) => return dedup(parts.iter().flat_map(names).collect()),
        WhereKind::Not(part) => return names(part),
        WhereKind::Distinct(name) => vec![name],
        WhereKind::Compare { left, right, .. } => operand(left).into_iter().chain(operand(right)).collect(),
        WhereKind::Has(one) => operand(one).into_iter().collect(),
        WhereKind::Before(left, right) | WhereKind::Distance { left, right, .. } => vec![left, right],
    };
    dedup(found.into_iter().map(|name| name.text.clone()).collect())
}

fn dedup(mut names: Vec<String>) -> Vec<String> {
    let mut seen: Vec<String> = Vec::new();
    names.retain(|name| {
        let new = !seen.contains(name);
        seen.push(name.clone());
        new
    });
    names
}
