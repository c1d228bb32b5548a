using System.Reflection;
using System.Text.RegularExpressions;
using LowCode.Definitions.Messages;

namespace LowCode.Conventions.Tests;

public partial class MessageCatalogueTests
{
    static readonly (string Name, Message Message)[] All =
    [
        .. from type in typeof(Message).Assembly.GetTypes()
           where type.Namespace == typeof(Message).Namespace
           from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
           where field.FieldType == typeof(Message)
           select ($"{type.Name}.{field.Name}", (Message)field.GetValue(null)!),
    ];

    [Fact]
    public void Every_code_stands_for_one_message()
    {
        var twice = All.GroupBy(entry => entry.Message.Code).Where(group => group.Count() > 1)
            .Select(group => $"{group.Key}: {string.Join(", ", group.Select(entry => entry.Name))}");
        Assert.Empty(twice);
        Assert.NotEmpty(All);
    }

    [Fact]
    public void Every_code_is_LC_and_four_digits() =>
        Assert.All(All, entry => Assert.Matches("^LC[1-9][0-9]{3}$", entry.Message.Code));

    [Fact]
    public void Every_message_is_Chinese_in_Chinese_and_English_in_English() => Assert.All(All, entry =>
    {
        Assert.Matches(@"\p{IsCJKUnifiedIdeographs}", entry.Message.Chinese);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", entry.Message.English);
    });

    [Fact]
    public void Both_languages_have_the_same_placeholders() => Assert.All(All, entry =>
        Assert.Equal(Placeholders(entry.Message.Chinese), Placeholders(entry.Message.English)));

    [Fact]
    public void Messages_stand_in_the_catalogue_and_nowhere_else()
    {
        var strays = from assembly in Engine.Assemblies
                     from type in assembly.GetTypes()
                     where type.Namespace != typeof(Message).Namespace
                     from field in type.GetFields(BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static)
                     where field.FieldType == typeof(Message)
                     where !field.Name.StartsWith('<') && !type.Name.StartsWith('<')
                     select $"{type.FullName}.{field.Name}";
        Assert.Empty(strays);
    }

    static string[] Placeholders(string text) =>
        [.. Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal)];

    [GeneratedRegex(@"\{[A-Za-z]+\}")]
    private static partial Regex Placeholder();
}
