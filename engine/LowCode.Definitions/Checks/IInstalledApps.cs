using LowCode.Definitions.Model;

namespace LowCode.Definitions.Checks;

/// <summary>Other apps that an app may refer to, as they are installed now.</summary>
public interface IInstalledApps
{
    /// <summary>The names of all of them, for suggestions.</summary>
    IEnumerable<string> Names { get; }

    /// <summary>The app of a name, or null when it is not installed.</summary>
    AppDefinition? Find(string app);
}
