using System.Text;
using System.Text.Json;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Punches;
using FaceRek.Web.Api.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace FaceRek.Tests.Web.Api;

/// <summary>When a token is valid and how long it is cached; how OAuth's form and forms with pictures are read.</summary>
public sealed class TokenPartsTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Thirty seconds of tolerance on both sides, and never more than ten minutes in total.</summary>
    [Theory]
    [InlineData(0, 600, 0, true)]
    [InlineData(30, 630, 30, true)]
    [InlineData(31, 600, 31, false)]
    [InlineData(-630, -30, -630, false)]
    [InlineData(-629, -29, -629, true)]
    [InlineData(0, 601, 1, false)]
    [InlineData(0, 600, -1, false)]
    [InlineData(0, 1, 0, true)]
    [InlineData(null, 600, 0, false)]
    [InlineData(0, null, 0, false)]
    public void A_token_is_in_time_by_its_own_word_and_thirty_seconds(int? from, int? until, int issued, bool isGood)
    {
        var token = new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(
            new SecurityTokenDescriptor
            {
                IssuedAt = At(issued),
                Claims = new Dictionary<string, object> { ["sub"] = "x" },
            }
        );
        var rules = TokenCheck.Parameters(null!, new TokenIssuer("https://facerek.example"), new FakeTimeProvider(Now));
        Assert.Equal(
            isGood,
            rules.LifetimeValidator(
                from is { } a ? At(a) : null,
                until is { } b ? At(b) : null,
                new JsonWebToken(token),
                rules
            )
        );

        static DateTime At(int seconds) => Now.UtcDateTime.AddSeconds(seconds);
    }

    [Fact]
    public void Our_tokens_are_signed_by_one_way_for_one_reader_for_a_time()
    {
        var rules = TokenCheck.Parameters(null!, new TokenIssuer("https://facerek.example"), new FakeTimeProvider(Now));
        Assert.Equal(["ES256"], rules.ValidAlgorithms);
        Assert.Equal(["at+jwt"], rules.ValidTypes);
        Assert.Equal(
            ("https://facerek.example", "facerek-api", true, true, false),
            (
                rules.ValidIssuer,
                rules.ValidAudience,
                rules.RequireSignedTokens,
                rules.RequireExpirationTime,
                rules.TryAllIssuerSigningKeys
            )
        );
        Assert.Equal((true, true, true), (rules.ValidateIssuer, rules.ValidateAudience, rules.ValidateLifetime));
        var check = new TokenCheck(new RememberedTokens(), new FakeTimeProvider(Now));
        Assert.Equal((4_096, false), (check.MaximumTokenSizeInBytes, check.MapInboundClaims));
    }

    [Fact]
    public void A_token_is_remembered_until_it_ends_up_to_a_number_of_them()
    {
        var (tokens, result) = (new RememberedTokens(), new TokenValidationResult());
        tokens.Keep("a", result, Now.AddMinutes(1), Now);
        Assert.Same(result, tokens.Find("a", Now.AddMinutes(1).AddTicks(-1)));
        Assert.Null(tokens.Find("b", Now));
        Assert.Null(tokens.Find("a", Now.AddMinutes(1)));
        // It was removed, not only skipped.
        Assert.Null(tokens.Find("a", Now));

        tokens.Keep("old", result, Now, Now.AddMinutes(-1));
        tokens.Keep("young", result, Now.AddTicks(1), Now);
        for (var number = 0; number < 19_998; number++)
        {
            tokens.Keep($"t{number}", result, Now.AddMinutes(1), Now);
        }
        Assert.Same(result, tokens.Find("old", Now.AddTicks(-1)));
        // The twenty thousand and first removes expired ones first.
        tokens.Keep("one more", result, Now.AddMinutes(1), Now);
        Assert.Null(tokens.Find("old", Now.AddTicks(-1)));
        Assert.Same(result, tokens.Find("young", Now));
        Assert.Same(result, tokens.Find("t0", Now));
        // And when none has expired, all are removed.
        tokens.Keep("too many", result, Now.AddMinutes(1), Now);
        Assert.Null(tokens.Find("t0", Now));
        Assert.Same(result, tokens.Find("too many", Now));
    }

    [Theory]
    [InlineData("grant_type=password&username=u&password=p&client_id=acme&scope=s", null, "Password|u|p|acme|||s")]
    [InlineData("grant_type=password&username=u&password=p", null, "Password|u|p||||")]
    [InlineData("grant_type=password&username=u&password=p", "acme%2D1:secret", "Password|u|p|acme-1|||")]
    [InlineData("grant_type=password&username=u&password=p&client_id=other", "acme:", "Password|u|p|other|||")]
    [InlineData("grant_type=password&username=u&password=p", ":secret", "Password|u|p||||")]
    [InlineData("grant_type=password&username=u&username=v&password=&client_id=", null, "Password||||||")]
    [InlineData("grant_type=client_credentials&client_id=acme&client_secret=k&scope=s", null, "ApiKey||||k||s")]
    [InlineData("grant_type=refresh_token&refresh_token=r&scope=s", null, "RefreshToken|||||r|s")]
    [InlineData("grant_type=api_key&client_secret=k", null, "body_invalid")]
    [InlineData("", null, "body_invalid")]
    public async Task The_form_of_oauth_says_the_same_as_our_json(string form, string? basic, string read)
    {
        var request = RequestOf("application/x-www-form-urlencoded", Encoding.UTF8.GetBytes(form));
        if (basic is not null)
        {
            request.Headers.Authorization = "basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(basic)) + " ";
        }
        var (call, refused) = await TokenForm.ReadAsync(request);
        Assert.Equal(
            read,
            call is null
                ? refused!.Code
                : $"{call.GrantType}|{call.Email}|{call.Password}|{call.Organization}|{call.ApiKey}|{call.RefreshToken}|{call.Scope}"
        );
    }

    [Theory]
    [InlineData("Bearer YTpi")]
    [InlineData("Basic ***")]
    public async Task A_header_that_is_no_client_says_none(string header)
    {
        var request = RequestOf("application/x-www-form-urlencoded", "grant_type=password"u8.ToArray());
        request.Headers.Authorization = header;
        Assert.Null((await TokenForm.ReadAsync(request)).Request!.Organization);
    }

    [Theory]
    [InlineData("application/json", "{\"grant_type\":\"api_key\",\"api_key\":\"k\"}", null)]
    [InlineData("application/json", "null", "body_invalid")]
    [InlineData("nonsense", "{}", "media_type_unknown")]
    public async Task Json_is_read_strictly_and_nothing_else_is(string type, string body, string? refusal)
    {
        var (call, refused) = await TokenForm.ReadAsync(RequestOf(type, Encoding.UTF8.GetBytes(body)));
        Assert.Equal((refusal, refusal is null ? "k" : null), (refused?.Code, call?.ApiKey));
    }

    [Theory]
    [InlineData(96, true)]
    [InlineData(97, false)]
    public async Task A_form_has_ninety_six_parts_at_most(int parts, bool isTaken)
    {
        // Two fields, and the rest are files.
        var request = FormOf(
            new() { ["way"] = "face", ["challenge"] = "c" },
            [.. Enumerable.Repeat("pictures", parts - 2)]
        );
        var (call, refused) = await SentPictures.ReadAsync<NewPunchJson>(request);
        Assert.Equal(
            (isTaken ? null : "form_broken", isTaken ? parts - 2 : null),
            (refused?.Code, call?.Pictures?.Count)
        );
    }

    [Fact]
    public async Task A_form_says_the_same_as_the_json_of_its_names()
    {
        var (call, refused) = await SentPictures.ReadAsync<NewPunchJson>(
            FormOf(
                new()
                {
                    ["way"] = "face",
                    ["offline"] = "true",
                    ["times"] = new(["0", "250"]),
                    ["pin"] = "12",
                    ["reason"] = "true",
                },
                "pictures",
                "pictures"
            )
        );
        Assert.Null(refused);
        Assert.Equal((NewPunchJson.Kind.Face, true, "12", "true"), (call!.Way, call.Offline, call.Pin, call.Reason));
        Assert.Equal([0, 250], call.Times!);
        Assert.Equal(
            "0100 0101",
            string.Join(' ', call.Pictures!.Select(picture => Convert.ToHexString(picture.Bytes.Span)))
        );
        Assert.False(
            (await SentPictures.ReadAsync<NewPunchJson>(FormOf(new() { ["way"] = "pin", ["offline"] = "false" })))
                .Call!
                .Offline
        );
    }

    public static TheoryData<string, object, string[]> Broken() =>
        new()
        {
            {
                "a number that is none",
                new Dictionary<string, StringValues> { ["way"] = "face", ["times"] = "x" },
                []
            },
            {
                "a truth that is none",
                new Dictionary<string, StringValues> { ["way"] = "face", ["offline"] = "yes" },
                []
            },
            {
                "an unknown name",
                new Dictionary<string, StringValues> { ["way"] = "face", ["whose"] = "x" },
                []
            },
            {
                "a field twice",
                new Dictionary<string, StringValues> { ["way"] = new(["face", "pin"]) },
                []
            },
            {
                "a file for a field",
                new Dictionary<string, StringValues> { ["way"] = "face" },
                ["offline"]
            },
            {
                "a name for a field and a file",
                new Dictionary<string, StringValues> { ["way"] = "face", ["pictures"] = "AQ==" },
                ["pictures"]
            },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public async Task A_form_that_says_something_else_is_refused(string name, object fields, string[] files)
    {
        var request = FormOf((Dictionary<string, StringValues>)fields, files);
        Assert.NotNull(name);
        await Assert.ThrowsAsync<JsonException>(() => SentPictures.ReadAsync<NewPunchJson>(request));
    }

    private static HttpRequest FormOf(Dictionary<string, StringValues> fields, params string[] files)
    {
        var request = RequestOf("multipart/form-data; boundary=x", []);
        var sent = new FormFileCollection();
        foreach (var (index, file) in files.Index())
        {
            sent.Add(new FormFile(new MemoryStream([1, (byte)index]), 0, 2, file, "f.jpg"));
        }
        request.Form = new FormCollection(fields, sent);
        request.ContentType = "multipart/form-data; boundary=x";
        return request;
    }

    private static HttpRequest RequestOf(string type, byte[] body)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.ContentType, request.Body, request.ContentLength) = (
            "POST",
            type,
            new MemoryStream(body),
            body.Length
        );
        return request;
    }
}
