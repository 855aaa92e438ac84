namespace FaceRek.Tests.Support.Mutation;

/// <summary>What is added to the copy of the checkout: the switch itself, and the tracking of the running test class.</summary>
internal static class Runtime
{
    /// <summary>The active mutation.</summary>
    public const string Mutant = "FACEREK_MUTANT";

    /// <summary>
    /// A folder for the reached places, one file for each process: place, tab, and the test class or, where it is
    /// unknown, the second since 1970.
    /// </summary>
    public const string Hits = "FACEREK_MUTANT_HITS";

    public static readonly IReadOnlyDictionary<string, string> Files = new Dictionary<string, string>
    {
        ["FaceRek.Core/MutationSwitch.cs"] = Switch,
        ["FaceRek.Web/MutationHosting.cs"] = Hosting,
        ["FaceRek.Tests/MutationTest.cs"] = Test,
    };

    public const string Switch = $$"""
        using System;
        using System.Collections.Concurrent;
        using System.IO;
        using System.Threading;

        namespace FaceRek;

        public static class MutationSwitch
        {
            private static readonly int Active = int.TryParse(Environment.GetEnvironmentVariable("{{Mutant}}"), out var one) ? one : -1;
            private static readonly string? Folder = Environment.GetEnvironmentVariable("{{Hits}}") is { Length: > 0 } folder ? folder : null;
            private static readonly ConcurrentDictionary<(string?, long), ConcurrentDictionary<int, bool>> Seen = new();
            private static readonly Lazy<StreamWriter> Writer = new(() => new StreamWriter(Path.Combine(Folder!, Environment.ProcessId + ".hits")) { AutoFlush = true });

            public static AsyncLocal<string?> Owner { get; } = new();
            public static Func<string?>? Test { get; set; }
            public static string? Now => Folder is null ? null : Owner.Value ?? Test?.Invoke();

            public static bool Is(int mutant) => mutant == Active;

            public static void Reach(int place)
            {
                if (Folder is not null) { Note(place); }
            }

            private static void Note(int place)
            {
                var who = Now;
                var second = who is null ? DateTimeOffset.UtcNow.ToUnixTimeSeconds() : 0;
                if (!Seen.GetOrAdd((who, second), _ => new()).TryAdd(place, true)) { return; }
                lock (Seen) { Writer.Value.WriteLine(place + "\t" + (who ?? second.ToString())); }
            }
        }
        """;

    /// <summary>A request belongs to the test that started its application.</summary>
    private const string Hosting = """
        [assembly: Microsoft.AspNetCore.Hosting.HostingStartup(typeof(FaceRek.MutationHosting))]

        namespace FaceRek;

        internal sealed class MutationHosting : IHostingStartup
        {
            public void Configure(IWebHostBuilder builder)
            {
                if (MutationSwitch.Now is { } owner) { builder.ConfigureServices(services => services.AddSingleton<IStartupFilter>(new Filter(owner))); }
            }

            private sealed class Filter(string owner) : IStartupFilter
            {
                public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
                {
                    app.Use(async (HttpContext context, RequestDelegate go) =>
                    {
                        MutationSwitch.Owner.Value = owner;
                        await go(context);
                    });
                    next(app);
                };
            }
        }
        """;

    private const string Test = """
        namespace FaceRek.Tests;

        internal static class MutationTest
        {
            [System.Runtime.CompilerServices.ModuleInitializer]
            internal static void Tell() => MutationSwitch.Test = () => TestContext.Current.TestClass?.TestClassName;
        }
        """;
}
