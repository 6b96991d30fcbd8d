//! A rule set rewritten so that what happens in it can be seen.
//!
//! Alternatives and optional parts are put into captures of their own, whose
//! names no user can write. Contexts set an attribute of their own. What makes no
//! captures of its own (an `unless`, the trigger of a context) becomes a hidden
//! rule beside the real one.

use std::collections::BTreeSet;

use crate::Pack;
use crate::pack::{FilePlace, PackId, PatternId, Reference, RuleBody, RuleDef, RuleId, RuleSet, TypeId};
use crate::pattern::{Name, Node, NodeKind, Place};

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
        if rule.unless.is_empty() {
            return;
        }
        let raw = RuleDef { unless: Vec::new(), ..rule.clone() };
        let raw = self.hide(tag, raw, Shows::Raw(Vec::new()));
        let mut points = Vec::new();
        for unless in &rule.unless {
            let point = self.add(&owner, Kind::Unless, unless.to_string());
            let pattern = self.mark(&owner, point, unless.clone());
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
        let like = RuleDef {
            name: context.name.clone(),
            pack: context.pack,
            tag,
            body: RuleBody::Sequence(context.trigger.clone()),
            unless: Vec::new(),
            set: Vec::new(),
            normaliser: None,
            condition: None,
            priority: 0,
            match_all: true,
            recursive: false,
            examples: Vec::new(),
            at: context.at.clone(),
        };
        for pattern in std::iter::once(context.trigger).chain(context.until) {
            let marked = self.mark(&owner, point, pattern);
            self.hide(tag, hidden::finder(&like, marked), Shows::Trigger(point));
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
            // Context captures nothing; what stands in it is for mutation to try.
            other => other,
        };
        Node { kind, place }
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
