using System.Collections.Frozen;
using System.Collections.Immutable;
using LowCode.Definitions.Fields;
using LowCode.Definitions.Messages;
using LowCode.Definitions.Values;
using LowCode.Runtime.Apps;
using LowCode.Runtime.SystemSets;
using Microsoft.OData.Edm;

namespace LowCode.OData.Model;

/// <summary>Builds the service model of an app.</summary>
internal static class ModelBuilder
{
    /// <summary>
    /// Builds it from the app, the forms of other apps that it refers to directly, and the engine's own sets, with labels in
    /// a language; over the slots of its forms' own shapes, or of newer ones.
    /// </summary>
    public static ServiceModel Build(
        CompiledApp app, ImmutableDictionary<string, CompiledApp> apps, IEnumerable<FormSource> system, string locale = Locales.Chinese,
        Func<CompiledForm, Shape>? shapeOf = null)
    {
        var model = new ServiceEdm(locale);
        var shared = new SharedTypes(model);
        var ns = Names.Namespace(app.Definition.Name);
        var own = app.Definition.Forms.Select(form => FormSource.Own(app.Forms[form.Name]))
            .Select(form => shapeOf is null ? form : form with { Shape = shapeOf(app.Forms[form.Definition.Name]) }).ToArray();
        var sources = own.Concat(Foreign(own, app, apps)).Concat(system).ToArray();
        var types = new List<TypePlan>();
        var builders = sources
            .Select(source => new EntityBuilder(model, shared, source, field => Codes(field, source.App, apps), types)).ToArray();
        var container = new EdmEntityContainer(ns, "Container");
        foreach (var builder in builders)
        {
            foreach (var entity in builder.Rows.Prepend(builder.Entity))
            {
                entity.EdmSet = container.AddEntitySet(entity.Set, (EdmEntityType)entity.Edm);
                if (entity.IsReadOnly || entity.IsRows)
                    model.AnnotateReadOnly(entity.EdmSet);
                else
                    model.AnnotateWritable(entity.EdmSet);
                model.AnnotateTracked(entity.EdmSet, !entity.IsRows && entity.RecordSet != ChangeSet.Name);
            }
        }
        EntityPlan? Find(string targetApp, string form) =>
            builders.FirstOrDefault(other => other.Entity.App == targetApp && other.Entity.Form == form)?.Entity;
        var referring = builders.SelectMany(builder => builder.Connect(Find)).ToList().ToLookup(pair => pair.Target, pair => pair.Link);
        foreach (var builder in builders)
            builder.Complete(Find, referring[builder.Entity]);
        model.AnnotateReadOnly(container.AddSingleton(Names.Me, shared.Person));
        model.AddElement(container);
        foreach (var builder in builders.Where(builder => !builder.Entity.IsReadOnly))
            OperationsBuilder.Add(model, shared, ns, builder.Entity);
        model.AnnotateService(container);
        model.AnnotateAggregation(container);
        model.ReferVocabularies();
        return new ServiceModel(app, model, ns, builders.SelectMany(builder => builder.Rows.Prepend(builder.Entity)), types,
            () => Build(app, apps, system, Locales.English, shapeOf));
    }

    private static IEnumerable<FormSource> Foreign(FormSource[] own, CompiledApp app, ImmutableDictionary<string, CompiledApp> apps)
    {
        var targets = own.SelectMany(form => References(form.Definition.Fields)).Distinct(StringComparer.Ordinal);
        foreach (var target in targets)
        {
            var slash = target.IndexOf('/', StringComparison.Ordinal);
            if (slash > 0 && target[..slash] != app.Definition.Name && apps.TryGetValue(target[..slash], out var other)
                && other.Forms.TryGetValue(target[(slash + 1)..], out var form))
                yield return FormSource.Foreign(form);
        }
    }

    private static IEnumerable<string> References(ImmutableArray<FieldDefinition> fields) =>
        fields.SelectMany(field => field.To is null ? References(field.Fields) : [field.To]);

    private static FrozenSet<string>? Codes(FieldDefinition field, string app, ImmutableDictionary<string, CompiledApp> apps)
    {
        if (field.Options is null)
            return null;
        var slash = field.Options.IndexOf('/', StringComparison.Ordinal);
        var (from, name) = slash < 0 ? (app, field.Options) : (field.Options[..slash], field.Options[(slash + 1)..]);
        return apps.GetValueOrDefault(from)?.Definition.OptionList(name)?.Items.Select(option => option.Code)
            .ToFrozenSet(StringComparer.Ordinal);
    }
}
