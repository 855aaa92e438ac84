using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using FaceRek.Core.ApiAccess;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Storage;
using FaceRek.Tests.Support;
using FaceRek.Web.Api.Docs;
using FaceRek.Web.Api.Models;
using FaceRek.Web.Api.Tokens;
using FaceRek.Web.Api.Webhooks;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Web.Api;

/// <summary>The documentation is generated from the application, stored for reviewers, and executed example by example.</summary>
public sealed class OpenApiTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private static readonly string Kept = Path.Combine(Repository.Root, "docs", "openapi-v1.json");
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>Run with FACEREK_ACCEPT=1 to accept the current document.</summary>
    [Fact]
    public async Task The_document_is_the_one_that_was_reviewed()
    {
        var now = (await DocumentAsync()).ToJsonString(Indented) + "\n";
        if (Environment.GetEnvironmentVariable("FACEREK_ACCEPT") == "1")
        {
            await File.WriteAllTextAsync(Kept, now);
        }
        Assert.Equal(await File.ReadAllTextAsync(Kept), now);
    }

    [Fact]
    public async Task Every_call_has_a_summary_a_scope_and_its_refusals()
    {
        var document = await DocumentAsync();
        Assert.StartsWith("3.1", document["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        foreach (var (path, method, call) in Calls(document))
        {
            Assert.False(
                string.IsNullOrWhiteSpace(call["summary"]?.GetValue<string>()),
                $"{method} {path} has no summary."
            );
            if (path.StartsWith("/api/v1/token", StringComparison.Ordinal))
            {
                continue;
            }
            var scope = call["security"]![0]!.AsObject().Single().Value![0]!.GetValue<string>();
            Assert.Contains(scope, ApiScope.All);
            foreach (var status in new[] { "401", "403", "429", "503" })
            {
                Assert.NotNull(call["responses"]![status]);
            }
            Assert.Contains(call["responses"]!.AsObject(), response => response.Key.StartsWith('2'));
        }
    }

    [Fact]
    public async Task Every_example_is_answered_as_it_says() =>
        await AnswerAsync(await DocumentAsync(), path => !NeedsSecondModel(path), moreThan: 25);

    [Fact]
    public async Task Every_example_of_trying_a_second_model_is_answered_as_it_says()
    {
        Assert.SkipWhen(Repository.Shared("models/mobilefacenet.json") is null, Repository.NothingShared);
        await AnswerAsync(await DocumentAsync(), NeedsSecondModel, moreThan: 3);
    }

    private async Task AnswerAsync(JsonNode document, Func<string, bool> isMeant, int moreThan)
    {
        // Reads and additions first, then deletions; a call that needs a rarer state prepares it itself.
        var calls = Calls(document)
            .Where(call => isMeant(call.Path))
            .Where(call => ExampleOf(call.Call) is not null || AnswerOf(call.Call) is not null)
            .OrderBy(call => Order(call.Method))
            .ThenBy(call => call.Path.Contains("consents", StringComparison.Ordinal))
            .ToList();
        Assert.True(calls.Count > moreThan, $"There are {calls.Count} calls with an example.");
        foreach (var (moment, (path, method, call)) in calls.Index())
        {
            await using var story = await Story.BeginAsync(town, $"{method} {path}", moment);
            var body = ExampleOf(call)?.ToJsonString();
            var answer = await story.Client.CallAsync(
                new HttpMethod(method.ToUpperInvariant()),
                story.In(path + Query(path)),
                body is null ? null : story.In(body)
            );
            Assert.True(
                answer.Status is >= 200 and < 300,
                $"{method} {path} was answered {answer.Status} {answer.Text}"
            );
            Assert.True(
                call["responses"]![$"{answer.Status}"] is not null,
                $"{method} {path} answers {answer.Status}, which is not documented."
            );
            if (AnswerOf(call) is { } promised)
            {
                AssertAlike(promised, JsonNode.Parse(answer.Text), $"{method} {path}");
            }
        }
    }

    /// <summary>The same members of the same kinds at every level; values may differ.</summary>
    private static void AssertAlike(JsonNode? promised, JsonNode? told, string where)
    {
        switch (promised, told)
        {
            case (JsonObject wanted, JsonObject got):
                // These names are chosen by callers.
                if (where.EndsWith(".metadata", StringComparison.Ordinal))
                {
                    return;
                }
                Assert.True(
                    wanted.Select(member => member.Key).SequenceEqual(got.Select(member => member.Key)),
                    $"{where}: {wanted.ToJsonString()} and {got.ToJsonString()}"
                );
                foreach (var (name, value) in wanted)
                {
                    AssertAlike(value, got[name], $"{where}.{name}");
                }
                break;
            case (JsonArray wanted, JsonArray got):
                if (wanted.Count > 0 && got.Count > 0)
                {
                    AssertAlike(wanted[0], got[0], $"{where}[0]");
                }
                break;
            case (null, _) or (_, null):
                break;
            default:
                Assert.True(
                    Kind(promised!) == Kind(told!),
                    $"{where}: {promised!.ToJsonString()} and {told!.ToJsonString()}"
                );
                break;
        }
    }

    private static JsonValueKind Kind(JsonNode node) =>
        node.GetValueKind() == JsonValueKind.False ? JsonValueKind.True : node.GetValueKind();

    private static string Query(string path) =>
        path switch
        {
            "/api/v1/days" => "?from=2026-03-01&to=2026-03-02",
            "/api/v1/sandbox/bursts/{name}" => $"?challenge={ExampleValues.ChallengeId}",
            _ => "",
        };

    private static bool NeedsSecondModel(string path) =>
        path.StartsWith("/api/v1/models/trial", StringComparison.Ordinal)
        || path.EndsWith("/rollback", StringComparison.Ordinal);

    private static int Order(string method) =>
        method switch
        {
            "get" => 0,
            "post" => 1,
            "put" => 2,
            _ => 3,
        };

    private static JsonNode? ExampleOf(JsonNode call) =>
        call["requestBody"]?["content"]?["application/json"]?["example"];

    private static JsonNode? AnswerOf(JsonNode call) =>
        call["responses"]!
            .AsObject()
            .Where(response => response.Key.StartsWith('2'))
            .Select(response => response.Value!["content"]?["application/json"]?["example"])
            .FirstOrDefault(example => example is not null);

    private static IEnumerable<(string Path, string Method, JsonNode Call)> Calls(JsonNode document) =>
        from path in document["paths"]!.AsObject()
        from call in path.Value!.AsObject()
        where call.Key is "get" or "post" or "put" or "delete"
        select (path.Key, call.Key, call.Value!);

    private async Task<JsonNode> DocumentAsync()
    {
        using var stranger = town.App.NewClient();
        return JsonNode.Parse(await stranger.GetStringAsync(new Uri("/openapi/v1.json", UriKind.Relative)))!;
    }

    /// <summary>What an example requires: a person with consent and faces, a picture, a challenge, a sign-in.</summary>
    private sealed class Story(ApiFixture town, string call, int moment) : IAsyncDisposable
    {
        private const string TrialName = "mobilefacenet";

        private Guid person,
            punch,
            endpoint;
        private string challenge = "",
            refresh = "";

        public HttpClient Client { get; private set; } = null!;

        public static async Task<Story> BeginAsync(ApiFixture town, string call, int moment)
        {
            var story = new Story(town, call, moment);
            await story.PrepareAsync();
            return story;
        }

        /// <summary>Replaces names of the example by those of this run.</summary>
        public string In(string text) =>
            new StringBuilder(text)
                .Replace("{name}", "anna")
                .Replace("{id}", person.ToString())
                .Replace(ExampleValues.PersonId.ToString(), person.ToString())
                .Replace(Convert.ToBase64String(ExampleValues.Picture.Bytes.Span), Convert.ToBase64String(Picture))
                .Replace(ExampleValues.ChallengeId, challenge)
                .Replace(TokenExamples.Refresh, refresh)
                .Replace(ModelExamples.TrialName, TrialName)
                .Replace("{punchId}", punch.ToString())
                .Replace(ExampleValues.PunchId.ToString(), punch.ToString())
                .Replace("{endpointId}", endpoint.ToString())
                .ToString();

        public async ValueTask DisposeAsync()
        {
            await town.Baker.CallAsync(HttpMethod.Delete, $"people/{person}");
            await town.App.InAsync(
                town.World.Bakery,
                async (FaceRekDb db) => await db.People.Where(one => one.ExternalId == "HR-1024").ExecuteDeleteAsync()
            );
            await town.App.InAsync(
                town.World.Bakery,
                async (FaceRekDb db) => await db.WebhookEndpoints.ExecuteDeleteAsync()
            );
            await SwitchSandboxAsync(on: false);
            await town.App.InAsync(
                town.World.Bakery,
                (FaceRekDb db) =>
                    db
                        .Organizations.Where(one => one.Id == town.World.Bakery.Id)
                        .ExecuteUpdateAsync(set =>
                            set.SetProperty(one => one.FaceModel, "classic")
                                .SetProperty(one => one.CandidateModel, (string?)null)
                                .SetProperty(one => one.PreviousModel, (string?)null)
                        )
            );
            if (Client is not null && Client != town.Baker)
            {
                Client.Dispose();
            }
        }

        /// <summary>Another moment for each call, or the same picture would be sent twice.</summary>
        private byte[] Picture => DrawnFaces.Draw(Capture.EveFace, DrawnSitter.At(200 + moment));

        private Task SwitchSandboxAsync(bool on) =>
            town.App.InAsync(
                town.World.Bakery,
                (FaceRekDb db) =>
                    db
                        .Organizations.Where(one => one.Id == town.World.Bakery.Id)
                        .ExecuteUpdateAsync(set => set.SetProperty(one => one.IsSandbox, on))
            );

        private async Task PrepareAsync()
        {
            person = await town.Baker.AddPersonAsync("Example Person");
            if (call.Contains("api-keys", StringComparison.Ordinal) || call.Contains("token", StringComparison.Ordinal))
            {
                var tokens = await town.SignInAsync(town.World.Ben);
                (Client, refresh) = (
                    town.WithToken(tokens.GetProperty("access_token").GetString()!),
                    tokens.GetProperty("refresh_token").GetString()!
                );
                return;
            }
            Client = town.Baker;
            if (call.Contains("models/", StringComparison.Ordinal))
            {
                await TryModelAsync();
                return;
            }
            if (call.Contains("webhooks", StringComparison.Ordinal))
            {
                var added = await Client.PostAsync(
                    "webhooks",
                    new { url = WebhookExamples.New.Url, events = WebhookExamples.New.Events }
                );
                Assert.True(added.Status == 201, added.Text);
                endpoint = added.Json.GetProperty("id").GetGuid();
                return;
            }
            if (call.Contains("sandbox", StringComparison.Ordinal))
            {
                await SwitchSandboxAsync(on: true);
                challenge = (await Client.PostAsync("challenges", new { person_id = person }))
                    .Json.GetProperty("id")
                    .GetString()!;
                return;
            }
            var version = (await Client.AskAsync("consent-text")).Json.GetProperty("version").GetInt32();
            Assert.Equal(
                201,
                (
                    await Client.PostAsync(
                        $"people/{person}/consents",
                        new { text_version = version, statement = "Signed." }
                    )
                ).Status
            );
            if (call.Contains("corrections", StringComparison.Ordinal))
            {
                var wrong = await Client.PostAsync(
                    "punches",
                    new
                    {
                        way = "manual",
                        person_id = person,
                        at = town.App.Clock.GetUtcNow(),
                        direction = "in",
                        reason = "By hand.",
                    }
                );
                punch = wrong.Json.GetProperty("id").GetGuid();
                return;
            }
            if (
                !call.Contains("/faces", StringComparison.Ordinal)
                && !call.Contains("punches", StringComparison.Ordinal)
            )
            {
                return;
            }
            foreach (var moment in new[] { 1, 2 })
            {
                Assert.Equal(
                    201,
                    (
                        await Client.PostAsync(
                            $"people/{person}/faces",
                            new { picture = Convert.ToBase64String(Capture.Frame(Capture.EveFace, moment)) }
                        )
                    ).Status
                );
            }
            if (!call.Contains("punches", StringComparison.Ordinal))
            {
                return;
            }
            challenge = (await Client.PostAsync("challenges", new { person_id = person }))
                .Json.GetProperty("id")
                .GetString()!;
            if (call.StartsWith("post", StringComparison.Ordinal))
            {
                return;
            }
            var made = await Client.PostAsync(
                "punches",
                new
                {
                    way = "face",
                    person_id = person,
                    challenge,
                    pictures = Capture.Burst(Capture.EveFace).Select(Convert.ToBase64String),
                }
            );
            Assert.True(made.Status == 201, made.Text);
            punch = made.Json.GetProperty("id").GetGuid();
        }

        /// <summary>As far as the call needs it: already on trial, or active with a previous one for a rollback.</summary>
        private async Task TryModelAsync()
        {
            var store = town.App.Services.GetRequiredService<ModelStore>();
            foreach (
                var manifest in new[] { "models/yunet.json", "models/mobilefacenet.json" }.Select(name =>
                    Repository.Shared(name)!
                )
            )
            {
                await store.ImportAsync(manifest, TestContext.Current.CancellationToken);
            }
            await Client.AskAsync("models");
            if (
                call.StartsWith("put", StringComparison.Ordinal)
                || call.Contains("in-force", StringComparison.Ordinal)
                    && !call.Contains("rollback", StringComparison.Ordinal)
            )
            {
                return;
            }
            Assert.Equal(
                200,
                (await Client.CallAsync(HttpMethod.Put, "models/trial", new { name = TrialName })).Status
            );
            if (call.Contains("rollback", StringComparison.Ordinal))
            {
                Assert.Equal(
                    200,
                    (await Client.PostAsync("models/trial/promotion", new { leave_behind = true })).Status
                );
            }
        }
    }
}
