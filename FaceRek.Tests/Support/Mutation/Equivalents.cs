using System.Text.Json;

namespace FaceRek.Tests.Support.Mutation;

/// <summary>Reviewed mutations that change nothing observable: not counted. Lines may move.</summary>
internal static class Equivalents
{
    private const string Path = "FaceRek.Tests/Support/Mutation/equivalents.json";

    private static readonly JsonSerializerOptions Options = new() { PropertyNamingPolicy = JsonNamingPolicy.CamelCase };

    public static IReadOnlyList<Entry> All =>
        JsonSerializer.Deserialize<Entry[]>(File.ReadAllText(System.IO.Path.Combine(Repository.Root, Path)), Options)!;

    public static IReadOnlyDictionary<(string, string, string, string), string> Read() =>
        All.ToDictionary(one => (one.File, one.Member, one.From, one.To), one => one.Reason);

    public static string? ReasonOf(
        this IReadOnlyDictionary<(string, string, string, string), string> known,
        Mutant mutant
    ) => known.GetValueOrDefault((mutant.File, mutant.Member, mutant.From, mutant.To));

    internal sealed record Entry(string File, string Member, string From, string To, string Reason);
}
