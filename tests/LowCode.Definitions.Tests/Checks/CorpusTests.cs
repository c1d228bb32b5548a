using System.Reflection;
using LowCode.Definitions.Messages;

namespace LowCode.Definitions.Tests.Checks;

public class CorpusTests
{
    /// <summary>Messages that no case of the corpus can bring about; each is tested in C#.</summary>
    private static readonly Dictionary<string, string> NotInCorpus = new()
    {
        [ReadingMessages.FileUnreadable.Code] = "a disk that fails is not text",
        [ReadingMessages.FileTooLarge.Code] = "the case would be as large",
        [ReadingMessages.PackTooLarge.Code] = "the case would be as large",
        [ReadingMessages.TooManyFiles.Code] = "the case would have as many files",
        [ReadingMessages.TooManyProblems.Code] = "the case would have as many problems",
        [ReadingMessages.TooManyValues.Code] = "the case would have as many values; see tests/corpus/attacks",
    };

    public static TheoryData<string> Cases() => [.. CorpusCase.Names];

    [Theory, MemberData(nameof(Cases))]
    public void A_case_gives_exactly_the_diagnostics_it_expects(string name)
    {
        var (expected, found) = CorpusCase.Load(name).Compare();
        Assert.Equal(expected, found);
    }

    [Fact]
    public void Every_message_about_definitions_has_a_case()
    {
        var covered = CorpusCase.Names.SelectMany(name => CorpusCase.Load(name).Codes).Concat(NotInCorpus.Keys).ToHashSet();
        var messages = from type in typeof(Message).Assembly.GetTypes()
                       where type.Namespace == typeof(Message).Namespace && type != typeof(Words)
                       from field in type.GetFields(BindingFlags.Public | BindingFlags.Static)
                       where field.FieldType == typeof(Message)
                       let message = (Message)field.GetValue(null)!
                       where message.Code.StartsWith("LC1", StringComparison.Ordinal)
                       select (message.Code, field.Name);
        Assert.Equal([], messages.ExceptBy(covered, message => message.Code));
    }

    [Fact]
    public void Every_placeholder_of_every_diagnostic_is_filled_in_both_languages()
    {
        foreach (var name in CorpusCase.Names)
        {
            foreach (var problem in CorpusCase.Load(name).Run())
            {
                foreach (var (placeholder, _) in problem.Arguments)
                    Assert.Contains($"{{{placeholder}}}", problem.Message.English, StringComparison.Ordinal);
                Assert.DoesNotMatch(@"\{[a-zA-Z]+\}", problem.In("zh-CN"));
                Assert.DoesNotMatch(@"\{[a-zA-Z]+\}", problem.In("en"));
            }
        }
    }

    [Fact]
    public void Diagnostics_look_as_the_golden_file_shows()
    {
        var shown = string.Join('\n', CorpusCase.Names.SelectMany(name => CorpusCase.Load(name).Run().SelectMany(problem =>
            new[] { problem.In("en"), problem.In("zh-CN") }).Prepend($"# {name}"))) + "\n";
        var golden = Repository.Path("tests", "LowCode.Definitions.Tests", "Checks", "diagnostics.golden.txt");
        if (Environment.GetEnvironmentVariable("LOWCODE_UPDATE_GOLDEN") == "1")
            File.WriteAllText(golden, shown);
        Assert.Equal(File.ReadAllText(golden), shown);
    }
}
