using System.Collections.Immutable;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Model;
using LowCode.Definitions.Reading;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Storage.Queries;

namespace LowCode.Runtime.Tests;

/// <summary>What of an app's records is indexed follows from its forms and views.</summary>
public class AppIndexTests
{
    [Fact]
    public void What_a_view_filters_by_is_indexed_in_its_order_and_nothing_is_indexed_twice()
    {
        var found = IndexesOf("""
            { "view": "newest", "form": "visit", "title": "最新", "columns": ["day"], "filters": ["kind", "day", "$division", "$createdBy"], "orderBy": ["day desc", "title"] }
            """, """
            { "view": "byKind", "form": "visit", "title": "按类别", "columns": ["kind"], "filters": ["place"], "orderBy": ["kind"] }
            """);

        Assert.Equal(
            [
                "$Division,$ModifiedAt", "$ModifiedAt", "$CreatedBy",
                "day", "kind,day", // "kind" alone, by which the second view is ordered, and "place" are begun by others
                "place,kind",
            ], found);
    }

    [Fact]
    public void Without_views_only_what_every_record_has_and_references_are_indexed() =>
        Assert.Equal(["$Division,$ModifiedAt", "$ModifiedAt", "$CreatedBy", "place"], IndexesOf());

    [Fact]
    public void Where_a_time_runs_in_some_states_the_oldest_of_a_state_are_indexed()
    {
        var diagnostics = new Diagnostics();
        var app = AppReader.Read(PatrolPack.Pack(files => files.Replace("forms/plan.json", "\"fields\"", "\"retention\": { \"days\": 30, \"erase\": \"record\" }, \"fields\"")), diagnostics)!;
        Assert.Empty(diagnostics);
        var shapes = app.Forms.ToImmutableDictionary(form => form.Name, Shapes.Of);
        var indexed = AppIndexes.SetsOf(app, shapes).Where(set => set.Indexes.Any(index =>
            index.Fields.SequenceEqual([FieldRef.Of(SystemField.State), FieldRef.Of(SystemField.ModifiedAt)])));
        Assert.Equal("patrol/plan", Assert.Single(indexed).Name);
    }

    private static List<string> IndexesOf(params string[] views)
    {
        var files = new Dictionary<string, string>
        {
            ["app.json"] = """{ "app": "visits", "title": "走访", "version": "1.0.0", "requires": {}, "roles": [ { "name": "clerk", "title": "网格员" } ] }""",
            ["options/kinds.json"] = """{ "options": "kinds", "items": [ { "code": "a", "title": "甲" } ] }""",
            ["forms/visit.json"] = """
                { "form": "visit", "title": "走访", "display": "title",
                  "fields": [
                    { "name": "title", "type": "text", "label": "标题" },
                    { "name": "day", "type": "date", "label": "日期" },
                    { "name": "kind", "type": "choice", "options": "kinds", "label": "类别" },
                    { "name": "place", "type": "reference", "to": "visit", "label": "上次" } ],
                  "access": [ { "role": "clerk", "can": ["read"], "reach": "own" } ] }
                """,
        };
        for (var i = 0; i < views.Length; i++)
            files[$"views/view{i}.json"] = views[i];
        var diagnostics = new Diagnostics();
        var app = AppReader.Read(MemoryFiles.Of(files), diagnostics);
        Assert.Empty(diagnostics);
        var shape = Shapes.Of(app!.Forms[0]);
        var set = Assert.Single(AppIndexes.SetsOf(app, ImmutableDictionary<string, Shape>.Empty.Add("visit", shape)));
        return [.. set.Indexes.Select(index => string.Join(',', index.Fields.Select(field =>
            field.System is SystemField.None ? shape.Slots[field.Slot].Path : $"${field.System}")))];
    }
}
