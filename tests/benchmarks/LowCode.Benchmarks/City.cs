using LowCode.Definitions.Reading;
using LowCode.Packs.Demo;
using LowCode.Packs.Installing;
using LowCode.Runtime;
using LowCode.Runtime.Callers;
using LowCode.Runtime.Divisions;
using LowCode.Runtime.Serving;
using LowCode.Storage.Attachments;
using LowCode.Storage.LiteDb;

namespace LowCode.Benchmarks;

/// <summary>An installation with the demo city on a real store in a temporary folder.</summary>
sealed class City : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("lowcode-bench-").FullName;

    public required Installation Installation { get; set; }

    public static async Task<City> OpenAsync(int inspections)
    {
        var city = new City { Installation = null! };
        var store = await LiteDbStore.OpenAsync(new LiteDbStoreOptions(city._folder));
        var attachments = new AttachmentFolder(Path.Combine(city._folder, "attachments"), TimeProvider.System);
        city.Installation = await Installation.OpenAsync(store, attachments, new InstallationOptions(), TimeProvider.System);
        var templates = Path.Combine(Root(), "templates");
        using var csv = File.OpenText(Path.Combine(templates, "data", "shanghai-divisions.csv"));
        await city.Installation.ImportDivisionsAsync(Caller.System, DivisionCsv.Read(csv, "divisions").Divisions);
        var packs = Directory.GetDirectories(templates).Where(pack => File.Exists(Path.Combine(pack, "app.json")))
            .Select(pack => new FolderFiles(pack));
        foreach (var pack in PackOrder.Of(packs))
        {
            var result = await city.Installation.PublishAsync(Caller.System, pack);
            if (result.App is null)
                throw new InvalidOperationException(string.Join('\n', result.Diagnostics));
        }
        if (inspections > 0)
            await DemoCity.GenerateAsync(city.Installation, new DemoCityOptions(1, inspections) { Today = DateOnly.FromDateTime(DateTime.UtcNow) });
        return city;
    }

    public async ValueTask DisposeAsync()
    {
        await Installation.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    public static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "LowCode.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("LowCode.sln is not above this program.");
        return folder.FullName;
    }
}
