//! A rule set rewritten so that what happens in it can be seen.
//!
//! Alternatives and optional parts are put into captures of their own, whose
//! names no user can write. Contexts set an attribute of their own. What makes no
//! captures of its own (an `unless`, the trigger of a context) becomes a hidden
//! rule beside the real one.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::Pack;
use crate::pack::{FilePlace, PackId, PatternId, Reference, RuleBody, RuleDef, RuleId, RuleSet, TreeRole, TypeId};
use crate::pattern::{Name, Node, NodeKind, Place};

use super::variants::{self, Variant};
use super::{Kind, Point};
use crate::suite::hidden;

/// The number of a point.
pub(super) type PointId = usize;

/// What a rule of the rewritten set shows.
#[derive(Debug, Clone)]
pub(super) enum Shows {
    /// A rule that is asked for: its own point.
    Rule(PointId),
    /// A rule without its `unless`: the points of these.
    Raw(Vec<PointId>),
    /// An `unless`, which counts where it overlaps a match of the raw rule.
    Unless(PointId, RuleId),
    /// The trigger or `until` of a context.
    Trigger(PointId),
    /// A way of a point that captures nothing; where a rule is named, only at one of its matches.
    Way(PointId, usize, Option<RuleId>),
    /// A way of a point in the path of a role: where that role is filled.
    Path(PointId, usize, Arc<str>),
}

/// A rewritten rule set, and what to look for in it.
pub(super) struct Plan {
    pub(super) rules: RuleSet,
    /// How many of its rules are no hidden ones.
    pub(super) visible: usize,
    pub(super) points: Vec<Point>,
    /// By point: the optional parts directly in it.
    pub(super) optional: Vec<Vec<PointId>>,
    /// By rule: what it shows.
    pub(super) shows: Vec<Option<Shows>>,
    /// The contexts that set the attribute of their number.
    pub(super) contexts: Vec<PointId>,
}

/// What the names of captures and attributes of points begin with. A name that
/// begins with `_` fills no role and becomes no attribute of a mention.
pub(super) const SIGN: &str = "_#";

/// Rewrites the rules of the packs that were asked for.
pub(super) fn instrument(pack: &Pack) -> Plan {
    let rules = (**pack.rules()).clone();
    let visible = rules.rules.len();
    let (shows, contexts) = (vec![None; visible], Vec::new());
    let mut plan = Plan { rules, visible, points: Vec::new(), optional: Vec::new(), shows, contexts };
    let tag = hidden::add_type(&mut plan.rules);
    let stepped = stepped(&plan.rules);
    for number in 0..plan.rules.patterns.len() {
        let definition = plan.rules.patterns[number].clone();
        if pack.is_asked_for(&definition.at) && stepped.contains(&PatternId(number as u32)) {
            let owner = plan.owner(definition.pack, &definition.name, &definition.at);
            let point = plan.add(&owner, Kind::Pattern, String::new());
            let like = bare_rule(&definition.name, definition.pack, &definition.at, definition.pattern.clone());
            plan.looks(&owner, tag, &like, &definition.pattern, None);
            let inner = plan.mark(&owner, point, definition.pattern);
            plan.rules.patterns[number].pattern = capture(point, inner);
        }
    }
    for number in 0..visible {
        if pack.is_asked_for(&plan.rules.rules[number].at) {
            plan.rule(number, tag);
        }
    }
    for number in 0..plan.rules.contexts.len() {
        if pack.is_asked_for(&plan.rules.contexts[number].at) {
            plan.context(number, tag);
        }
    }
    plan
}

/// The patterns that are more than context: only what consumes tokens captures.
fn stepped(rules: &RuleSet) -> BTreeSet<PatternId> {
    let mut found = BTreeSet::new();
    for rule in &rules.rules {
        let body = match &rule.body {
            RuleBody::Sequence(pattern) | RuleBody::Tree { trigger: pattern, .. } => pattern,
        };
        std::iter::once(body).chain(&rule.unless).for_each(|pattern| step(rules, rule.pack, pattern, &mut found));
    }
    for context in &rules.contexts {
        let patterns = std::iter::once(&context.trigger).chain(&context.until);
        patterns.for_each(|pattern| step(rules, context.pack, pattern, &mut found));
    }
    found
}

fn step(rules: &RuleSet, pack: PackId, node: &Node, found: &mut BTreeSet<PatternId>) {
    match &node.kind {
        NodeKind::Look { .. } => {}
        NodeKind::Mention { name, .. } => {
            if let Some(Reference::Pattern(id)) = rules.resolve(pack, &name.text)
                && found.insert(id)
            {
                let definition = &rules.patterns[id.0 as usize];
                step(rules, definition.pack, &definition.pattern, found);
            }
        }
        _ => node.children().iter().for_each(|child| step(rules, pack, child, found)),
    }
}

/// Whose points are made.
struct Owner {
    name: String,
    at: FilePlace,
}

impl Plan {
    fn owner(&self, pack: PackId, name: &str, at: &FilePlace) -> Owner {
        Owner { name: format!("{}/{name}", self.rules.packs[pack.0 as usize].name), at: at.clone() }
    }

    fn add(&mut self, owner: &Owner, kind: Kind, text: String) -> PointId {
        let went = vec![false; kind.ways().len()];
        self.points.push(Point { owner: owner.name.clone(), at: owner.at.clone(), kind, text, went });
        self.optional.push(Vec::new());
        self.points.len() - 1
    }

    fn rule(&mut self, number: usize, tag: TypeId) {
        let rule = self.rules.rules[number].clone();
        let owner = self.owner(rule.pack, &rule.name, &rule.at);
        let point = self.add(&owner, Kind::Rule, String::new());
        let body = match rule.body.clone() {
            RuleBody::Sequence(pattern) => RuleBody::Sequence(self.mark(&owner, point, pattern)),
            RuleBody::Tree { trigger, roles } => RuleBody::Tree { trigger: self.mark(&owner, point, trigger), roles },
        };
        self.rules.rules[number].body = body;
        self.shows[number] = Some(Shows::Rule(point));
        self.parts(&owner, tag, &rule, RuleId(number as u32));
        if rule.unless.is_empty() {
            return;
        }
        let raw = RuleDef { unless: Vec::new(), ..rule.clone() };
        let raw = self.hide(tag, raw, Shows::Raw(Vec::new()));
        let mut points = Vec::new();
        for unless in &rule.unless {
            let point = self.add(&owner, Kind::Unless, unless.to_string());
            let pattern = self.mark(&owner, point, unless.clone());
            self.looks(&owner, tag, &rule, unless, None);
            self.hide(tag, hidden::finder(&rule, pattern), Shows::Unless(point, raw));
            points.push(point);
        }
        self.shows[raw.0 as usize] = Some(Shows::Raw(points));
    }

    fn context(&mut self, number: usize, tag: TypeId) {
        let context = self.rules.contexts[number].clone();
        let owner = self.owner(context.pack, &context.name, &context.at);
        let point = self.add(&owner, Kind::Context, String::new());
        self.contexts.push(point);
        self.rules.contexts[number].set.push((sign(point).into(), "1".into()));
        let like = bare_rule(&context.name, context.pack, &context.at, context.trigger.clone());
        for pattern in std::iter::once(context.trigger).chain(context.until) {
            self.looks(&owner, tag, &like, &pattern, None);
            let marked = self.mark(&owner, point, pattern);
            self.hide(tag, hidden::finder(&like, marked), Shows::Trigger(point));
        }
    }

    /// The points of a rule that capture nothing.
    fn parts(&mut self, owner: &Owner, tag: TypeId, rule: &RuleDef, number: RuleId) {
        match &rule.body {
            RuleBody::Sequence(pattern) => self.looks(owner, tag, rule, pattern, Some(number)),
            RuleBody::Tree { trigger, roles } => {
                self.looks(owner, tag, rule, trigger, Some(number));
                for role in roles {
                    self.path(owner, tag, rule, trigger, role);
                }
            }
        }
    }

    /// The points inside lookarounds. What keeps matches off shows where there are none.
    fn looks(&mut self, owner: &Owner, tag: TypeId, like: &RuleDef, pattern: &Node, number: Option<RuleId>) {
        for Variant { kind, text, ways, keeps_off } in variants::in_looks(pattern) {
            let point = self.add(owner, kind, text);
            let at = number.filter(|_| !keeps_off);
            for (way, pattern) in ways.into_iter().enumerate() {
                let finder = RuleDef { match_all: false, ..hidden::finder(like, pattern) };
                self.hide(tag, finder, Shows::Way(point, way, at));
            }
        }
    }

    /// The points in the path of a role.
    fn path(&mut self, owner: &Owner, tag: TypeId, rule: &RuleDef, trigger: &Node, role: &TreeRole) {
        for Variant { kind, text, ways, .. } in variants::in_path(&role.path) {
            let point = self.add(owner, kind, text);
            for (way, path) in ways.into_iter().enumerate() {
                let body = RuleBody::Tree { trigger: trigger.clone(), roles: vec![TreeRole { path, ..role.clone() }] };
                let finder = RuleDef { body, condition: None, ..rule.clone() };
                self.hide(tag, finder, Shows::Path(point, way, role.name.clone()));
            }
        }
    }

    fn hide(&mut self, tag: TypeId, rule: RuleDef, shows: Shows) -> RuleId {
        self.shows.push(Some(shows));
        hidden::add_rule(&mut self.rules, tag, rule)
    }

    /// A pattern with its alternatives and optional parts in captures.
    fn mark(&mut self, owner: &Owner, region: PointId, node: Node) -> Node {
        let Node { kind, place } = node;
        let kind = match kind {
            NodeKind::Sequence(parts) => {
                NodeKind::Sequence(parts.into_iter().map(|part| self.mark(owner, region, part)).collect())
            }
            NodeKind::Alternation(parts) => {
                let mut marked = Vec::new();
                for part in parts {
                    let point = self.add(owner, Kind::Alternative, part.to_string());
                    let inner = self.mark(owner, point, part);
                    marked.push(capture(point, inner));
                }
                NodeKind::Alternation(marked)
            }
            NodeKind::Repeat { inner, min: 0, max, greedy } => {
                let shown = Node { kind: NodeKind::Repeat { inner: inner.clone(), min: 0, max, greedy }, place };
                let point = self.add(owner, Kind::Optional, shown.to_string());
                self.optional[region].push(point);
                let inner = Box::new(capture(point, self.mark(owner, point, *inner)));
                NodeKind::Repeat { inner, min: 0, max, greedy }
            }
            NodeKind::Repeat { inner, min, max, greedy } => {
                NodeKind::Repeat { inner: Box::new(self.mark(owner, region, *inner)), min, max, greedy }
            }
            NodeKind::Capture { role, inner } => {
                NodeKind::Capture { role, inner: Box::new(self.mark(owner, region, *inner)) }
            }
            // Context captures nothing; what stands in it has rules of its own.
            other => other,
        };
        Node { kind, place }
    }
}

/// A rule over tokens with nothing but its pattern.
fn bare_rule(name: &Arc<str>, pack: PackId, at: &FilePlace, pattern: Node) -> RuleDef {
    RuleDef {
        name: name.clone(),
        pack,
        tag: TypeId(0),
        body: RuleBody::Sequence(pattern),
        unless: Vec::new(),
        set: Vec::new(),
        normaliser: None,
        condition: None,
        priority: 0,
        match_all: true,
        recursive: false,
        examples: Vec::new(),
        at: at.clone(),
    }
}

/// The name of a point's capture and attribute.
pub(super) fn sign(point: PointId) -> String {
    format!("{SIGN}{point}")
}

fn capture(point: PointId, inner: Node) -> Node {
    let place = inner.place;
    let role = Name { text: sign(point), place: Place::default() };
    Node { kind: NodeKind::Capture { role, inner: Box::new(inner) }, place }
}
