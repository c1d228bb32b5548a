using System.Xml.Linq;

namespace LowCode.Conventions.Tests;

public class DependencyTests
{
    // Who may know whom, and the one place where each third-party library is met.
    static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["LowCode.Definitions"] = [],
        ["LowCode.Rules"] = ["LowCode.Definitions", "Jint", "Acornima"],
        ["LowCode.Forms"] = ["LowCode.Definitions", "LowCode.Rules"],
        ["LowCode.Decisions"] = ["LowCode.Definitions", "LowCode.Rules", "RulesEngine", "System.Linq.Dynamic.Core", "FastExpressionCompiler"],
        ["LowCode.Workflows"] = ["LowCode.Definitions", "LowCode.Rules"],
        ["LowCode.Documents"] = ["LowCode.Definitions", "Scriban.Signed"],
        ["LowCode.Storage"] = ["LowCode.Definitions"],
        ["LowCode.Storage.LiteDb"] = ["LowCode.Definitions", "LowCode.Storage", "LiteDB"],
        ["LowCode.Storage.Postgres"] = ["LowCode.Definitions", "LowCode.Storage", "Npgsql"],
        ["LowCode.Stores"] = ["LowCode.Storage.LiteDb", "LowCode.Storage.Postgres"],
        ["LowCode.Packs"] = ["LowCode.Definitions", "LowCode.Storage", "LowCode.Runtime"],
        ["LowCode.Runtime"] =
        [
            "LowCode.Definitions", "LowCode.Rules", "LowCode.Forms", "LowCode.Decisions", "LowCode.Workflows",
            "LowCode.Documents", "LowCode.Storage",
        ],
        ["LowCode.OData"] =
        [
            "LowCode.Definitions", "LowCode.Storage", "LowCode.Runtime",
            "Microsoft.AspNetCore.OData", "Microsoft.OData.Core", "Microsoft.OData.Edm",
        ],
    };

    public static TheoryData<string> Projects() => [.. Directory.GetDirectories(Path.Combine(Engine.Root, "engine")).Select(folder => Path.GetFileName(folder)!)];

    [Theory, MemberData(nameof(Projects))]
    public void A_project_knows_only_what_the_pipeline_allows(string project)
    {
        var file = XDocument.Load(Path.Combine(Engine.Root, "engine", project, project + ".csproj"));
        var known = file.Descendants("ProjectReference")
            .Select(reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Concat(file.Descendants("PackageReference").Select(reference => reference.Attribute("Include")!.Value));
        Assert.True(Allowed.TryGetValue(project, out var allowed), $"Say in this test whom the new project {project} may know.");
        Assert.Empty(known.Except(allowed));
    }

    [Fact]
    public void No_type_of_a_third_party_library_is_public()
    {
        string[] ours = ["LowCode.", "System", "Microsoft.Extensions", "Microsoft.AspNetCore.Http", "Microsoft.AspNetCore.Routing", "Microsoft.AspNetCore.Builder"];
        var leaks = from assembly in Engine.Assemblies
                    from type in assembly.GetExportedTypes()
                    from used in type.GetMethods().Where(method => method.DeclaringType == type)
                        .SelectMany(method => method.GetParameters().Select(parameter => parameter.ParameterType).Append(method.ReturnType))
                        .Concat(type.GetProperties().Where(property => property.DeclaringType == type).Select(property => property.PropertyType))
                        .Append(type.BaseType ?? typeof(object))
                    let name = Core(used).FullName ?? ""
                    where name.Length > 0 && !ours.Any(prefix => name.StartsWith(prefix, StringComparison.Ordinal))
                    select $"{type.FullName} shows {name}";
        Assert.Empty(leaks.Distinct());
    }

    static Type Core(Type type) =>
        type.HasElementType ? Core(type.GetElementType()!)
        : type.IsGenericParameter ? typeof(object)
        : type.IsGenericType && type.GetGenericArguments() is [var first, ..] && !first.IsGenericParameter ? Core(first)
        : type;
}
