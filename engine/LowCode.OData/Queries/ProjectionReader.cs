using System.Collections.Immutable;
using LowCode.Definitions.Values;
using LowCode.OData.Model;
using LowCode.OData.Queries.Binding;
using LowCode.OData.Syntax;
using LowCode.Storage.Queries;
using Microsoft.OData.Edm;

namespace LowCode.OData.Queries;

/// <summary>Makes $select and $expand a projection; what the caller may not see is refused like a misspelling.</summary>
/// <param name="binder">Who asks, and of which service.</param>
internal sealed class ProjectionReader(Binder binder)
{
    private const int MostLinks = 100;
    private const int MostLevels = 8;

    private int _links;

    // The aliases that have a value within the parentheses around what is read.
    private ImmutableDictionary<string, SyntaxNode> _assigned = ImmutableDictionary<string, SyntaxNode>.Empty;

    /// <param name="select">$select, perhaps blank.</param>
    /// <param name="expand">$expand, perhaps blank.</param>
    /// <param name="entity">What is answered.</param>
    /// <param name="values">What is computed when it is.</param>
    /// <param name="columns">Names that a pipeline has computed beside the properties.</param>
    public ProjectionTree Read(Clause select, Clause expand, EntityPlan entity, ImmutableArray<ComputedValue> values, ImmutableHashSet<string> columns)
    {
        var tree = new ProjectionTree { Values = values };
        Fill(tree, select, ItemParser.Parse(select), expand, ItemParser.Parse(expand), entity, entity, 1, columns.Union(NamesOf(tree)));
        return tree;
    }

    /// <summary>What an item of $expand wants of an entity, as if that were behind a link to one; null for nothing.</summary>
    public Expansion? ReadLinked(ItemNode item, Clause clause, NavigationProperty link)
    {
        var tree = new ProjectionTree();
        Expand(tree, link, item, clause, 1);
        return tree.Expanded.GetValueOrDefault(link.Name);
    }

    /// <summary>What of a collection is answered at its own address: the request's options are about its members.</summary>
    public ProjectionTree ReadMembers(PropertyPlan property, EntityPlan entity)
    {
        Clause Of(string option) => Clause.Of(option, binder.Options[option] ?? "");
        var scope = ScopeOf(property, entity);
        var conditions = new List<Expression>();
        if (binder.Options["$search"] is { } text)
            conditions.Add(new ExpressionBinder(binder, Of("$search")).Search(new Token(TokenKind.Literal, 0, text), scope.Here, scope.Depth));
        if (binder.Options["$filter"] is not null)
            conditions.Add(binder.Condition(Of("$filter"), ExpressionParser.Parse(Of("$filter")), scope));
        var order = binder.Options["$orderby"] is null ? [] : binder.Order(Of("$orderby"), OrderParser.Parse(Of("$orderby")), scope);
        var tree = new ProjectionTree
        {
            Members = new MemberOptions(Conjuncts.All(conditions), order,
                binder.Options.Number("$skip") ?? 0, binder.Options.Number("$top"), binder.Options.Flag("$count")),
        };
        if (property is TableProperty table)
            Fill(tree, Of("$select"), ItemParser.Parse(Of("$select")), Of("$expand"), [], table.Row, entity, 1, []);
        return tree;
    }

    private static IEnumerable<string> NamesOf(ProjectionTree tree) => tree.Values.Select(value => value.Name);

    private void Fill(
        ProjectionTree tree, Clause select, ImmutableArray<ItemNode> selected, Clause expand, ImmutableArray<ItemNode> expanded,
        TypePlan type, EntityPlan entity, int level, ImmutableHashSet<string> computed)
    {
        var all = selected.IsEmpty;
        foreach (var item in selected)
        {
            if (item.IsAll && item.Suffix is ItemSuffix.None)
                all = true;
            else
                Select(tree, item, select, type, entity, level, computed);
        }
        if (all)
            tree.Selected = null;
        foreach (var item in expanded)
            Expand(tree, item, expand, type, entity, level);
    }

    private void Select(
        ProjectionTree tree, ItemNode item, Clause clause, TypePlan type, EntityPlan entity, int level, ImmutableHashSet<string> computed)
    {
        if (item.Path is [var only] && computed.Contains(only.Name))
        {
            ItemCheck.Select(item, null, clause);
            tree.Selected ??= new(StringComparer.Ordinal);
            tree.Computed.Add(only.Name);
            return;
        }
        var (at, holder) = ((TypePlan?)type, type);
        PropertyPlan? property = null;
        for (var i = 0; i < item.Path.Length; i++)
        {
            tree.Selected ??= new(StringComparer.Ordinal);
            var (position, name) = item.Path[i];
            if (i == 0 && IsOperation(type, name))
                return;
            if (at is null)
                throw clause.UnknownProperty(position, name, []);
            (holder, property) = (at, Lookup(at, name, position, entity, clause));
            if (!tree.Selected.TryGetValue(property.Name, out var inside))
                tree.Selected[property.Name] = inside = new ProjectionTree();
            if (inside.IsWhole && inside.Members is null)
                return;
            tree = inside;
            if (i < item.Path.Length - 1 && CheckPart(at, property, item.Path[i + 1], clause))
                return;
            at = property switch
            {
                GroupProperty group => group.Type,
                TableProperty table => table.Row,
                _ => null,
            };
        }
        ItemCheck.Select(item, property, clause);
        var outside = _assigned;
        _assigned = outside.SetItems(item.Options.Aliases);
        tree.Members = MembersOf(item.Options, property, clause, entity);
        if (!item.Options.Select.IsEmpty && at is not null)
        {
            Fill(tree, clause, item.Options.Select, clause, item.Options.Expand, at, entity, level, []);
        }
        else
        {
            CheckParts(holder, property, item.Options.Select, clause);
            (tree.Selected, tree.IsWhole) = (null, true);
        }
        _assigned = outside;
    }

    private MemberOptions? MembersOf(ItemOptions options, PropertyPlan? property, Clause clause, EntityPlan entity)
    {
        if (options.Filter is null && options.Search is null && options.Order.IsEmpty && options.Skip is null && options.Top is null && !options.Count)
            return null;
        var scope = ScopeOf(property, entity);
        return new MemberOptions(Wanted(options, clause, scope), binder.Order(clause, options.Order, scope), options.Skip ?? 0, options.Top, options.Count);
    }

    // Of a multiple choice, attachments or decisions a member is the variable of a scope; rows of a table are what the options are over.
    private Scope ScopeOf(PropertyPlan? property, EntityPlan entity)
    {
        if (property is DecisionsProperty or SlotProperty { Slot.Kind: ValueKind.Codes or ValueKind.Files })
        {
            var member = property is SlotProperty list ? PathBinder.MembersOf(list).Member(1) : PathBinder.DecisionAt(1);
            return new Scope(member is BoundPlace { Place: var inside } ? inside : Place.Of([]), null, member, 1) { Assigned = _assigned };
        }
        var place = property is TableProperty table
            ? new Place(table.Row, entity, field => new Field(field), field => new OwnerField(field)) : Place.Of([]);
        return new Scope(place, null, new BoundPlace(place, null), 0) { Assigned = _assigned };
    }

    // What of a collection is wanted: what is found by $search and meets $filter.
    private Expression? Wanted(ItemOptions options, Clause clause, Scope scope)
    {
        var conditions = new List<Expression>();
        if (options.Search is { } text)
            conditions.Add(new ExpressionBinder(binder, clause).Search(text, scope.Here, scope.Depth));
        if (options.Filter is { } filter)
            conditions.Add(binder.Condition(clause, filter, scope));
        return Conjuncts.All(conditions);
    }

    private static void CheckParts(TypePlan type, PropertyPlan? property, ImmutableArray<ItemNode> parts, Clause clause)
    {
        foreach (var part in parts.Where(part => !part.IsAll))
        {
            if (part.Suffix is not ItemSuffix.None || part.Options.Given.Count > 0 || property is null)
                throw clause.NotSupported("$select(…)");
            CheckPart(type, property, part.Path[0], clause);
        }
    }

    // Of locations, attachments and decisions all is answered, whatever of them is selected; it only must exist.
    private static bool CheckPart(TypePlan type, PropertyPlan property, (int Position, string Name) part, Clause clause)
    {
        if (property is NavigationProperty or ReverseProperty)
            throw clause.NotSupported($"{property.Name}/{part.Name}");
        if (property is GroupProperty or TableProperty)
            return false;
        var edm = type.Edm.FindProperty(property.Name).Type;
        var element = edm.IsCollection() ? edm.AsCollection().ElementType() : edm;
        var known = element.Definition is IEdmStructuredType parts ? parts.Properties().Select(one => one.Name).ToArray() : [];
        return known.Contains(part.Name) ? true : throw clause.UnknownProperty(part.Position, part.Name, known);
    }

    // Actions and functions are only advertised: naming them selects no property.
    private bool IsOperation(TypePlan type, string name) => type.Find(name) is null
        && (name == binder.Model.Namespace + ".*" || binder.Model.Edm.SchemaElements.Any(element => element is IEdmOperation
            && (element.Name == name || element.FullName() == name)));

    private void Expand(ProjectionTree tree, ItemNode item, Clause clause, TypePlan type, EntityPlan entity, int level)
    {
        if (item.IsAll)
        {
            foreach (var each in Sight.Seen(binder.Reader, entity, type).Where(property => property is NavigationProperty or ReverseProperty))
                Expand(tree, each, item, clause, level);
            return;
        }
        var (position, name) = item.Path[0];
        var link = Lookup(type, name, position, entity, clause);
        if (item.Path.Length > 1 || link is not (NavigationProperty or ReverseProperty))
            throw clause.NotSupported(string.Join('/', item.Path.Select(step => step.Name)));
        Expand(tree, link, item, clause, level);
    }

    private void Expand(ProjectionTree tree, PropertyPlan link, ItemNode item, Clause clause, int level)
    {
        var (options, target) = (item.Options, (link as ReverseProperty)?.Target ?? ((NavigationProperty)link).Target);
        ItemCheck.Expand(item, link is ReverseProperty, clause);
        if (options.Levels is 0)
            return;
        if (++_links > MostLinks || level > MostLevels)
            throw clause.TooDeep();
        var outside = _assigned;
        _assigned = outside.SetItems(options.Aliases);
        // What is expanded cannot see the entity that it is expanded in.
        var scope = new Scope(Place.Root(target), null, null, 0) { Assigned = _assigned };
        var inside = new ProjectionTree { Values = ComputeBinder.Bind(binder, clause, options.Compute, scope) };
        Fill(inside, clause, options.Select, clause, options.Expand, target, target, level + 1, [.. NamesOf(inside)]);
        if (options.Levels is > 1 && ReferenceEquals(target.Find(link.Name), link) && (options.Levels < int.MaxValue || level < MostLevels))
        {
            var less = options.Levels == int.MaxValue ? int.MaxValue : options.Levels - 1;
            Expand(inside, link, item with { Options = options with { Levels = less } }, clause, level + 1);
        }
        scope = scope with { Here = scope.Here.With(inside.Values) };
        tree.Expanded[link.Name] = new Expansion(link, inside, item.Suffix)
        {
            Filter = Wanted(options, clause, scope),
            Order = binder.Order(clause, options.Order, scope),
            Skip = options.Skip ?? 0,
            Top = options.Top,
            Count = options.Count,
        };
        _assigned = outside;
    }

    private PropertyPlan Lookup(TypePlan type, string name, int position, EntityPlan entity, Clause clause) =>
        Sight.FindShown(binder.Reader, entity, type, name)
            ?? throw clause.UnknownProperty(position, name, Sight.Shown(binder.Reader, entity, type).Select(property => property.Name));
}
