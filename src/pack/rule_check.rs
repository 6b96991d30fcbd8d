//! A rule against its type: captures are roles, required roles are filled,
//! and what fills them can be what they want.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Normaliser;
use crate::diagnostic::{self, Diagnostic, nearest};
use crate::fact::EVERY_FACT_HAS;
use crate::pattern::{
    Name, Node, NodeKind, Operand, Template, TemplatePiece, TreePath, TreePathKind, Where, WhereKind,
};

use super::draft::is_name;
use super::keys::TakeWord;
use super::parse::ReadRule;
use super::place::Text;
use super::prelude::TOKEN_ATTRIBUTES;
use super::rule_set::{RoleDef, TypeDef, TypeId, subtypes};
use super::summary::{Capture, Filler, Scope};

/// What a rule is checked against.
pub(crate) struct RuleCheck<'a> {
    pub(crate) types: &'a [TypeDef],
    pub(crate) scope: Scope<'a>,
    /// The attributes that something makes, as far as the rule's pack sees.
    pub(crate) attributes: &'a BTreeSet<String>,
}

/// What a check of a rule found for those that look at all rules.
pub(crate) struct Checked {
    /// What the rule captures.
    pub(crate) captures: BTreeMap<String, Capture>,
    /// The captures that its `set` and `where` use.
    pub(crate) used: BTreeSet<String>,
}

impl RuleCheck<'_> {
    pub(crate) fn check(&self, rule: &ReadRule<'_>, tag: Option<TypeId>, faults: &mut Vec<Diagnostic>) -> Checked {
        let captures = self.captures(rule);
        if let Some(tag) = tag {
            let tag = &self.types[tag.0 as usize];
            if tag.roles.is_empty() {
                check_mention_rule(rule, tag, faults);
            } else {
                self.check_fact_rule(rule, tag, &captures, faults);
            }
        }
        check_takes(rule, faults);
        check_normaliser(rule, tag.map(|tag| &self.types[tag.0 as usize]), faults);
        let mut used = self.check_uses(rule, &captures, faults);
        let normaliser = rule.table.normalise.as_ref().and_then(|name| Normaliser::named(&name.value));
        let parts = normaliser.iter().flat_map(|normaliser| normaliser.parts());
        used.extend(parts.map(|part| format!("_{part}")));
        Checked { captures, used }
    }

    /// What a rule captures; a path captures its role.
    fn captures(&self, rule: &ReadRule<'_>) -> BTreeMap<String, Capture> {
        let mut captures = BTreeMap::new();
        for (text, tree) in rule.pattern.iter().chain(&rule.trigger) {
            captures.extend(self.scope.sum(text, tree).captures);
        }
        for (role, _, path) in &rule.paths {
            let filler = self.path_filler(path);
            captures.insert(role.value.clone(), Capture { min: 0, max: u32::MAX, place: role.label(""), filler });
        }
        captures
    }

    fn path_filler(&self, path: &TreePath) -> Filler {
        match &path.kind {
            TreePathKind::Sequence(parts) => parts.last().map(|last| self.path_filler(last)).unwrap_or_default(),
            TreePathKind::Alternation(parts) => {
                parts.iter().map(|part| self.path_filler(part)).reduce(Filler::or).unwrap_or_default()
            }
            TreePathKind::Stand(node) => self.scope.filler(node),
            TreePathKind::Repeat { .. } | TreePathKind::Edge { .. } => Filler::Phrase,
        }
    }

    fn check_fact_rule(
        &self,
        rule: &ReadRule<'_>,
        tag: &TypeDef,
        captures: &BTreeMap<String, Capture>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let mut has_strangers = false;
        for (name, capture) in captures.iter().filter(|(name, _)| !name.starts_with('_')) {
            if tag.roles.iter().any(|role| *role.name == **name) {
                continue;
            }
            has_strangers = true;
            if name == "self" {
                faults.push(diagnostic::self_on_fact(capture.place.clone(), &tag.name));
                continue;
            }
            let roles: Vec<&str> = tag.roles.iter().map(|role| &*role.name).collect();
            faults.push(diagnostic::unknown_role(capture.place.clone(), name, &tag.name, &roles));
        }
        for key in rule.set.iter().map(|(key, ..)| key) {
            if tag.roles.iter().any(|role| *role.name == *key.value) {
                faults.push(diagnostic::set_role(key.label(""), &key.value, &tag.name));
            }
        }
        // What could not be read may hold any capture, and what is called by the
        // wrong name is the mistake itself: neither makes a role missing.
        if rule.pattern.is_none() && rule.trigger.is_none() || has_strangers || rule.is_broken {
            return;
        }
        for role in &tag.roles {
            self.check_role(&rule.table.tag, tag, role, captures.get(&*role.name), faults);
        }
        let fills = |role: &RoleDef| captures.contains_key(&*role.name);
        if !tag.roles.iter().any(|role| fills(role) || role.min > 0) {
            faults.push(diagnostic::no_role_filled(rule.table.tag.label(""), &rule.table.name.value, &tag.name));
        }
    }

    fn check_role(
        &self,
        tagged: &Text,
        tag: &TypeDef,
        role: &RoleDef,
        capture: Option<&Capture>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let filled = capture.map_or(0, |capture| capture.max);
        if filled < role.min {
            faults.push(diagnostic::missing_role(
                capture.map_or_else(|| tagged.label(""), |capture| capture.place.clone()),
                &role.name,
                &tag.name,
                role.min,
                filled,
            ));
        }
        let Some(capture) = capture else { return };
        if let Some(max) = role.max.filter(|max| capture.min > *max) {
            faults.push(diagnostic::crowded_role(capture.place.clone(), &role.name, &tag.name, max, capture.min));
        }
        let Filler::Mentions(found) = &capture.filler else { return };
        if role.text || role.types.iter().any(|id| found.contains(id)) {
            return;
        }
        let wanted: BTreeSet<TypeId> = role.types.iter().flat_map(|id| subtypes(self.types, *id)).collect();
        let fits = |id: &TypeId| !subtypes(self.types, *id).is_disjoint(&wanted);
        if !found.iter().any(fits) {
            let name = |id: &TypeId| &*self.types[id.0 as usize].name;
            faults.push(diagnostic::impossible_role(
                capture.place.clone(),
                &role.name,
                &tag.name,
                &role.types.iter().map(name).collect::<Vec<_>>(),
                &found.iter().map(name).collect::<Vec<_>>(),
            ));
        }
    }

    /// Checks what `set` and `where` name, and gives the captures they use.
    fn check_uses(
        &self,
        rule: &ReadRule<'_>,
        captures: &BTreeMap<String, Capture>,
        faults: &mut Vec<Diagnostic>,
    ) -> BTreeSet<String> {
        let mut uses = Uses { captures, attributes: self.attributes, used: BTreeSet::new(), faults };
        // A pattern that could not be read may capture anything.
        let is_readable = rule.pattern.is_some() || rule.trigger.is_some();
        for (key, text, template) in rule.set.iter().filter(|_| is_readable) {
            if !is_name(&key.value) {
                uses.faults.push(diagnostic::illegal_name(key.label(""), "an attribute", &key.value));
            }
            uses.template(text, template);
            uses.faults.extend(unknown_value(&key.value, text));
        }
        if let Some((text, condition)) = rule.condition.as_ref().filter(|_| is_readable) {
            uses.condition(text, condition);
        }
        uses.used
    }
}

/// What is wrong with a value that `set` gives to an attribute whose values are
/// known. What is made of captures is known only in an article.
pub(super) fn unknown_value(attribute: &str, text: &Text) -> Option<Diagnostic> {
    let (_, values) = EVERY_FACT_HAS.iter().find(|(name, _)| *name == attribute)?;
    let value = &*text.value;
    if value.contains('{') || values.contains(&value) {
        return None;
    }
    let near = nearest(value, values.iter().copied()).map(Into::into);
    Some(diagnostic::unknown_value(text.label(""), attribute, value, near, values))
}

fn check_mention_rule(rule: &ReadRule<'_>, tag: &TypeDef, faults: &mut Vec<Diagnostic>) {
    if let Some(trigger) = &rule.table.trigger {
        faults.push(diagnostic::trigger_for_mention(trigger.label(""), &rule.table.name.value, &tag.name));
    }
}

/// Checks that `take` is about roles of the rule.
fn check_takes(rule: &ReadRule<'_>, faults: &mut Vec<Diagnostic>) {
    let roles: Vec<&str> = rule.table.roles.iter().flat_map(|roles| &roles.0).map(|(role, _)| &*role.value).collect();
    let takes: Vec<&(Text, TakeWord)> = rule.table.take.iter().flat_map(|take| &take.0).collect();
    for (role, _) in takes {
        if !roles.contains(&role.value.as_str()) {
            faults.push(diagnostic::unknown_take(role.label(""), &role.value, &roles));
        }
    }
}

/// Checks that `normalise` names a normaliser, and that the rule makes what has a value.
fn check_normaliser(rule: &ReadRule<'_>, tag: Option<&TypeDef>, faults: &mut Vec<Diagnostic>) {
    let Some(name) = rule.table.normalise.as_ref().filter(|name| !name.is_absent()) else { return };
    if Normaliser::named(&name.value).is_none() {
        faults.push(diagnostic::unknown_normaliser(name.label(""), &name.value));
    } else if let Some(tag) = tag.filter(|tag| !tag.roles.is_empty()) {
        faults.push(diagnostic::normaliser_on_fact(name.label(""), &tag.name));
    }
}

/// The captures and attributes that expressions beside the pattern name.
struct Uses<'a> {
    captures: &'a BTreeMap<String, Capture>,
    attributes: &'a BTreeSet<String>,
    used: BTreeSet<String>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Uses<'_> {
    fn template(&mut self, text: &Text, template: &Template) {
        for piece in &template.pieces {
            match piece {
                TemplatePiece::Text(_) => {}
                TemplatePiece::Capture(capture) => self.capture(text, capture),
                TemplatePiece::Attribute { capture, attribute } => {
                    self.capture(text, capture);
                    self.attribute(text, attribute);
                }
            }
        }
    }

    fn condition(&mut self, text: &Text, condition: &Where) {
        match &condition.kind {
            WhereKind::All(parts) | WhereKind::Either(parts) => {
                for part in parts {
                    self.condition(text, part);
                }
            }
            WhereKind::Not(inner) => self.condition(text, inner),
            WhereKind::Distinct(capture) => self.capture(text, capture),
            WhereKind::Has(operand) => self.operand(text, operand),
            WhereKind::Compare { left, right, .. } => {
                self.operand(text, left);
                // A bare word on the right is a value unless the rule captures it.
                match right {
                    Operand::Capture(name) if !self.captures.contains_key(&name.text) => {}
                    _ => self.operand(text, right),
                }
            }
            WhereKind::Before(left, right) | WhereKind::Distance { left, right, .. } => {
                self.capture(text, left);
                self.capture(text, right);
            }
        }
    }

    fn operand(&mut self, text: &Text, operand: &Operand) {
        match operand {
            Operand::Value(_) => {}
            Operand::Capture(capture) => self.capture(text, capture),
            Operand::Attribute { capture, attribute } => {
                self.capture(text, capture);
                self.attribute(text, attribute);
            }
        }
    }

    fn capture(&mut self, text: &Text, name: &Name) {
        self.used.insert(name.text.clone());
        if !self.captures.contains_key(&name.text) {
            let known: Vec<&str> = self.captures.keys().map(String::as_str).collect();
            self.faults.push(diagnostic::unknown_capture(text.label_at(name.place, ""), &name.text, &known));
        }
    }

    fn attribute(&mut self, text: &Text, name: &Name) {
        if !self.attributes.contains(&name.text) && !TOKEN_ATTRIBUTES.contains(&name.text.as_str()) {
            let known = self.attributes.iter().map(String::as_str).chain(TOKEN_ATTRIBUTES);
            let near = nearest(&name.text, known).map(Into::into);
            self.faults.push(diagnostic::unknown_attribute(text.label_at(name.place, ""), &name.text, near));
        }
    }
}

/// Reports captures inside context, which is never part of a match.
pub(crate) fn check_context_captures(text: &Text, tree: &Node, faults: &mut Vec<Diagnostic>) {
    tree.walk(&mut |node| {
        if let NodeKind::Look { inner, .. } = &node.kind {
            for role in inner.captures() {
                faults.push(diagnostic::context_capture(text.label_at(role.place, ""), &role.text));
            }
        }
    });
}
