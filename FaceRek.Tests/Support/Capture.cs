using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.People.Enrollment;
using FaceRek.Core.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace FaceRek.Tests.Support;

/// <summary>Does what the camera scripts of the browser do, by plain HTTP, with drawn people in front of the camera.</summary>
public static class Capture
{
    /// <summary>The face of Eve, and the face of another person.</summary>
    public const int EveFace = 3,
        OtherFace = 8;

    /// <summary>Tests use the same pictures repeatedly, and drawing one takes as long as recognising it.</summary>
    private static readonly ConcurrentDictionary<(int Face, DrawnScene Scene), byte[]> Drawn = new();

    public static byte[] Frame(int face, int moment) => Draw(face, DrawnSitter.At(moment));

    public static IReadOnlyList<byte[]> Burst(int face, int start = 100, int pictures = 4) =>
        [.. Enumerable.Range(start, pictures).Select(moment => Frame(face, moment))];

    /// <summary>A person who rests, makes each move and returns, seven frames a second.</summary>
    public static IReadOnlyList<byte[]> MovingBurst(int face, IEnumerable<HeadMove> moves, int start = 100)
    {
        float[] way = [0.3f, 0.65f, 1, 1, 1, 1, 0.65f, 0.3f, 0, 0];
        var poses = moves
            .SelectMany(move => way.Select(part => (Move: move, Part: part)))
            .Prepend((HeadMove.Left, 0))
            .Prepend((HeadMove.Left, 0))
            .Prepend((HeadMove.Left, 0))
            .Prepend((HeadMove.Left, 0));
        // A person never sits in exactly the same place twice.
        var place = ((start / 100 % 5) - 2) * 0.05f;
        return
        [
            .. poses
                .Select((pose, i) => DrawnSitter.At(start + i, pose.Move, pose.Part))
                .Select(scene => Draw(face, scene with { Right = scene.Right + place })),
        ];
    }

    public static MultipartFormDataContent Form(params (string Name, string Value)[] fields)
    {
        var form = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            form.Add(new StringContent(value), name);
        }
        return form;
    }

    public static MultipartFormDataContent WithFiles(
        this MultipartFormDataContent form,
        string name,
        IEnumerable<byte[]> files,
        string type = "image/jpeg"
    )
    {
        foreach (var (file, index) in files.Select((file, index) => (file, index)))
        {
            var content = new ByteArrayContent(file);
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
            form.Add(content, name, $"{index}.jpg");
        }
        return form;
    }

    /// <summary>Like fetch, with the antiforgery token of <paramref name="page"/> in a header.</summary>
    public static async Task<HttpResponseMessage> SendAsync(
        this HttpClient client,
        string page,
        string path,
        HttpContent content,
        string? token = null
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = content };
        request.Headers.Add("RequestVerificationToken", token ?? await client.FormTokenAsync(page));
        request.Headers.Add("Accept", "application/json");
        request.Headers.Add("Sec-Fetch-Mode", "cors");
        return await client.SendAsync(request);
    }

    public static async Task<string> ChallengeAsync(this HttpClient client, string? token = null) =>
        (await client.ChallengeAndMovesAsync(token)).Challenge;

    public static async Task<(string Challenge, IReadOnlyList<HeadMove> Moves)> ChallengeAndMovesAsync(
        this HttpClient client,
        string? token = null
    )
    {
        var response = await client.SendAsync(CheckInPage, $"{CheckInPage}?handler=challenge", Form(), token);
        response.EnsureSuccessStatusCode();
        var json = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (
            json.GetProperty("challenge").GetString()!,
            [
                .. json.GetProperty("moves")
                    .EnumerateArray()
                    .Select(move => Enum.Parse<HeadMove>(move.GetProperty("name").GetString()!, ignoreCase: true)),
            ]
        );
    }

    public static Task<Answer> CheckInAsync(this HttpClient client, int face, string direction = "", int start = 100) =>
        client.CheckInAsync(Burst(face, start), direction);

    public static async Task<Answer> CheckInAsync(
        this HttpClient client,
        IReadOnlyList<byte[]> frames,
        string direction = "",
        string? challenge = null,
        string? times = null
    )
    {
        var token = await client.FormTokenAsync(CheckInPage);
        challenge ??= await client.ChallengeAsync(token);
        times ??= string.Join(',', frames.Select((_, i) => 200 * i));
        return await Answer.OfAsync(
            await client.SendAsync(
                CheckInPage,
                CheckInPage,
                Form(("challenge", challenge), ("direction", direction), ("times", times)).WithFiles("frames", frames),
                token
            )
        );
    }

    /// <summary>Records consent and enrols three templates through the real desk; quicker than the pages.</summary>
    public static Task EnrolEveAsync(this FaceRekApp app, World world, int face = EveFace) =>
        app.EnrolAsync(world.Bakery, world.EvePerson, world.Eve, face);

    public static async Task EnrolAsync(
        this FaceRekApp app,
        Organization organization,
        Person person,
        User by,
        int face
    )
    {
        await app.ConsentAsync(organization, person, by);
        for (var moment = 1; moment <= 3; moment++)
        {
            var picture = Frame(face, moment);
            var outcome = await app.InAsync(
                organization,
                services =>
                    services
                        .GetRequiredService<EnrollmentDesk>()
                        .AddAsync(
                            new EnrollmentRequest(person.Id, picture, PictureLimits.Frame, by.Id),
                            CancellationToken.None
                        )
            );
            Assert.IsType<EnrollmentOutcome.Added>(outcome);
        }
    }

    public static Task ConsentAsync(this FaceRekApp app, Organization organization, Person person, User by) =>
        app.InAsync(
            organization,
            async (FaceRekDb db) =>
            {
                db.Add(
                    new FaceConsent
                    {
                        OrganizationId = organization.Id,
                        PersonId = person.Id,
                        TextVersion = 1,
                        TextHash = new byte[32],
                        Locale = "en",
                        Way = ConsentWay.Accepted,
                        GivenById = by.Id,
                        GivenAt = app.Clock.GetUtcNow(),
                    }
                );
                await db.SaveChangesAsync();
            }
        );

    /// <summary>A copy, because tests may change it.</summary>
    private static byte[] Draw(int face, DrawnScene scene) =>
        [.. Drawn.GetOrAdd((face, scene), static one => DrawnFaces.Draw(one.Face, one.Scene))];

    private const string CheckInPage = "/bakery/check-in";

    /// <summary>The message for the person at the camera.</summary>
    public sealed record Answer(int Status, string Code, string State, string Title, string? Detail, string Raw)
    {
        public static async Task<Answer> OfAsync(HttpResponseMessage response)
        {
            var raw = await response.Content.ReadAsStringAsync();
            var json = JsonDocument.Parse(raw).RootElement;
            return new Answer(
                (int)response.StatusCode,
                json.GetProperty("code").GetString()!,
                json.GetProperty("state").GetString()!,
                json.GetProperty("title").GetString()!,
                json.TryGetProperty("detail", out var detail) ? detail.GetString() : null,
                raw
            );
        }
    }
}
