using System.Text;
using FaceRek.Tests.Support;

namespace FaceRek.Tests.Web.Api;

/// <summary>
/// Mutated JSON and forms, from a seed: the same calls on every machine. Every response is one of ours and never an
/// internal error. FACEREK_FUZZ_CALLS sets how many, for longer runs.
/// </summary>
public sealed class ApiFuzzTests(ApiFixture town) : IClassFixture<ApiFixture>
{
    private const int UsualCalls = 2_500;
    private static readonly byte[] Picture = Capture.Frame(3, 1)[..3_000];

    private static readonly (string Path, string Json)[] Calls =
    [
        ("people", """{"name":"Fuzz","external_id":"F","email":"f@f.example","metadata":{"a":"b","c":"d"}}"""),
        (
            "punches",
            """{"way":"device","person_id":"0198a5e2-6c00-7000-8000-00000000e001","device":"d","event_id":"e","at":"2026-03-02T08:00:00Z","offline":true,"direction":"in"}"""
        ),
        (
            "punches",
            """{"way":"face","person_id":"0198a5e2-6c00-7000-8000-00000000e001","challenge":"x","pictures":["/9j/4AAQSkZJRg=="]}"""
        ),
        ("faces/identify", $$"""{"picture":"{{Convert.ToBase64String(Picture)}}","top":3,"model":"classic"}"""),
        ("faces/verify", """{"picture":"/9j/4AAQSkZJRg==","person_id":"0198a5e2-6c00-7000-8000-00000000e001"}"""),
        ("token", """{"grant_type":"refresh_token","refresh_token":"x","scope":"people:read"}"""),
        (
            "corrections",
            """{"kind":"move","person_id":"0198a5e2-6c00-7000-8000-00000000e001","punch_id":"0198a5e2-6c00-7000-8000-00000000e001","at":"2026-03-02T08:00:00Z","direction":"out","reason":"r"}"""
        ),
        ("models/trial/promotion", """{"leave_behind":true}"""),
        ("challenges", """{"person_id":"0198a5e2-6c00-7000-8000-00000000e001"}"""),
    ];

    private static readonly string[] Forms = ["faces/identify", "faces/verify", "faces/detect", "punches"];

    [Fact]
    public async Task Whatever_is_sent_nothing_breaks()
    {
        var calls = int.TryParse(Environment.GetEnvironmentVariable("FACEREK_FUZZ_CALLS"), out var wanted)
            ? wanted
            : UsualCalls;
        var dice = new Random(20260302);
        for (var sent = 0; sent < calls; sent++)
        {
            var (path, json) = Calls[dice.Next(Calls.Length)];
            var isForm = dice.Next(3) == 0;
            var body = Mutilated(isForm ? Form(dice) : Encoding.UTF8.GetBytes(json), dice);
            using var content = new ByteArrayContent(body);
            content.Headers.TryAddWithoutValidation(
                "Content-Type",
                isForm ? "multipart/form-data; boundary=XX" : "application/json"
            );
            var answer = await town.Baker.CallAsync(
                HttpMethod.Post,
                isForm ? Forms[dice.Next(Forms.Length)] : path,
                content
            );
            Assert.True(answer.Status < 500, $"{answer.Status} to {Convert.ToBase64String(body)}: {answer.Text}");
            Assert.True(answer.Status < 400 || answer.MediaType == "application/problem+json", answer.Text);
        }
    }

    private static byte[] Mutilated(byte[] body, Random dice)
    {
        var bytes = body.ToList();
        for (var cuts = dice.Next(1, 5); cuts > 0 && bytes.Count > 4; cuts--)
        {
            var at = dice.Next(bytes.Count);
            switch (dice.Next(6))
            {
                case 0:
                    bytes[at] = (byte)dice.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << dice.Next(8));
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, dice.Next(1, 30)));
                    break;
                case 3:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, dice.Next(1, 30))));
                    break;
                case 4:
                    bytes.InsertRange(at, Interesting[dice.Next(Interesting.Length)]);
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes];
    }

    private static readonly byte[][] Interesting =
    [
        .. new[]
        {
            "null",
            "\"",
            "{",
            "}",
            "[",
            "]",
            ",",
            ":",
            "\\u0000",
            "\\ud800",
            "1e999",
            "-0",
            "true",
            "9223372036854775808",
            "\r\n",
            "--XX",
            "--XX--",
            "; filename=\"x\"",
            "\0",
            "\ufeff",
            "/*x*/",
        }.Select(Encoding.UTF8.GetBytes),
        [0xFF],
        [0xC0, 0x80],
        [0xED, 0xA0, 0x80],
    ];

    private static byte[] Form(Random dice) =>
        [
            .. "--XX\r\nContent-Disposition: form-data; name=\"picture\"; filename=\"a.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n"u8,
            .. Picture.AsSpan(0, dice.Next(Picture.Length)),
            .. "\r\n--XX\r\nContent-Disposition: form-data; name=\"top\"\r\n\r\n3\r\n--XX--\r\n"u8,
        ];
}
