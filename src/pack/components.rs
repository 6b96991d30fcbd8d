//! Circles in a graph of numbers: who reaches whom, and by which way.
//!
//! Nothing here recurses or counts ways: a chain of rules, types or patterns
//! may be as long, and a circle as tangled, as a user likes.

use std::collections::{BTreeSet, VecDeque};

use rustc_hash::FxHashMap;

/// What each node needs.
pub(crate) type Needs = [Vec<usize>];

/// Strongly connected components, what is needed first (Tarjan 1972).
pub(crate) fn components(needs: &Needs) -> Vec<Vec<usize>> {
    const NEW: usize = usize::MAX;
    let count = needs.len();
    let (mut index, mut low, mut on_stack) = (vec![NEW; count], vec![0; count], vec![false; count]);
    let (mut stack, mut found, mut next) = (Vec::new(), Vec::new(), 0);
    for start in 0..count {
        if index[start] != NEW {
            continue;
        }
        let mut calls = vec![(start, 0)];
        while let Some((node, step)) = calls.pop() {
            if step == 0 {
                index[node] = next;
                low[node] = next;
                next += 1;
                stack.push(node);
                on_stack[node] = true;
            } else {
                let done = needs[node][step - 1];
                if on_stack[done] {
                    low[node] = low[node].min(low[done]);
                }
            }
            if let Some(needed) = needs[node].get(step) {
                calls.push((node, step + 1));
                if index[*needed] == NEW {
                    calls.push((*needed, 0));
                }
                continue;
            }
            if low[node] == index[node] {
                let at = stack.iter().rposition(|other| *other == node).expect("a node is on the stack until here");
                let component = stack.split_off(at);
                for member in &component {
                    on_stack[*member] = false;
                }
                found.push(component);
            }
        }
    }
    found
}

/// Whether the nodes of a component reach themselves.
pub(crate) fn is_circle(needs: &Needs, component: &[usize]) -> bool {
    component.len() > 1 || component.iter().any(|node| needs[*node].contains(node))
}

/// A shortest way from a node of a component, by one of the first steps given,
/// back to it: each node needs the next, the last needs the first.
pub(crate) fn shortest_circle(needs: &Needs, component: &[usize], start: usize, firsts: &[usize]) -> Vec<usize> {
    let inside: BTreeSet<usize> = component.iter().copied().collect();
    let mut came_from: FxHashMap<usize, usize> = FxHashMap::default();
    let mut queue = VecDeque::new();
    for first in firsts.iter().filter(|first| inside.contains(first)) {
        if came_from.insert(*first, start).is_none() {
            queue.push_back(*first);
        }
    }
    while let Some(node) = queue.pop_front().filter(|node| *node != start) {
        for needed in needs[node].iter().filter(|needed| inside.contains(needed)) {
            if !came_from.contains_key(needed) {
                came_from.insert(*needed, node);
                queue.push_back(*needed);
            }
        }
    }
    let mut way = Vec::new();
    let mut node = start;
    while let Some(from) = came_from.get(&node).copied() {
        way.push(from);
        if from == start {
            break;
        }
        node = from;
    }
    way.reverse();
    way
}
