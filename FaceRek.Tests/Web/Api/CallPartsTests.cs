using System.Text;
using FaceRek.Core.Billing.Plans;
using FaceRek.Core.Billing.Subscriptions;
using FaceRek.Core.Faces;
using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Matching;
using FaceRek.Core.Faces.Quality;
using FaceRek.Core.Faces.Templates;
using FaceRek.Core.People;
using FaceRek.Web.Api.Pipeline;
using FaceRek.Web.Api.Recognition;
using FaceRek.Web.Api.Tokens;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace FaceRek.Tests.Web.Api;

/// <summary>The parts of a call, tested without a call: hashes, headers, cursors, limits, refusals.</summary>
public sealed class CallPartsTests
{
    /// <summary>Method, path, query, If-Match and body: a change of any makes a different request.</summary>
    [Fact]
    public void A_request_is_another_one_by_each_of_its_parts()
    {
        var hashes = new[]
        {
            HashOf("POST", "/api/v1/people", "?model=a", "\"1\"", "body"),
            HashOf("PUT", "/api/v1/people", "?model=a", "\"1\"", "body"),
            HashOf("POST", "/api/v1/punches", "?model=a", "\"1\"", "body"),
            HashOf("POST", "/api/v1/people", "?model=b", "\"1\"", "body"),
            HashOf("POST", "/api/v1/people", "", "\"1\"", "body"),
            HashOf("POST", "/api/v1/people", "?model=a", "\"2\"", "body"),
            HashOf("POST", "/api/v1/people", "?model=a", null, "body"),
            HashOf("POST", "/api/v1/people", "?model=a", "\"1\"", "bodY"),
            HashOf("POST", "/api/v1/people", "?model=a", "\"1\"", ""),
        };
        Assert.Distinct(hashes);
        Assert.All(hashes, hash => Assert.Equal(64, hash.Length));
        Assert.Equal(hashes[0], HashOf("POST", "/api/v1/people", "?model=a", "\"1\"", "body"));
        // Headers that do not affect the request do not count.
        Assert.Equal(
            hashes[0],
            HashOf("POST", "/api/v1/people", "?model=a", "\"1\"", "body", ("User-Agent", "another"))
        );
    }

    [Fact]
    public void A_form_is_the_same_whatever_its_boundary_and_another_when_anything_in_it_is()
    {
        var form = FormOf("XX", "a", "b");
        Assert.Equal(form, FormOf("another-boundary", "a", "b"));
        Assert.Equal(form, FormOf("\"XX\"", "a", "b", inBody: "XX"));
        Assert.NotEqual(form, FormOf("XX", "a", "c"));
        Assert.NotEqual(form, FormOf("XX", "ab", ""));
        // Also where nothing precedes the first boundary.
        Assert.Equal(
            HashOf("POST", "/", "", null, "XXend", ("Content-Type", "multipart/form-data; boundary=XX")),
            HashOf("POST", "/", "", null, "YYend", ("Content-Type", "multipart/form-data; boundary=YY"))
        );
        // A boundary may be a single letter (RFC 2046, 5.1.1).
        Assert.Equal(FormOf("X", "a", "b"), FormOf("Y", "a", "b"));
        // A body that merely contains the text of the boundary is not treated as a form.
        Assert.NotEqual(HashOf("POST", "/", "", null, "XX"), FormOf("XX"));

        static string FormOf(string boundary, string first = "", string second = "", string? inBody = null) =>
            HashOf(
                "POST",
                "/",
                "",
                null,
                string.Join(inBody ?? boundary, "--", first, second, "--"),
                ("Content-Type", $"multipart/form-data; boundary={boundary}")
            );
    }

    [Theory]
    [InlineData(null, true, null)]
    [InlineData("*", true, null)]
    [InlineData("\"7\"", true, 7)]
    [InlineData("\"0\"", true, 0)]
    [InlineData("7", false, null)]
    [InlineData("\"7", false, null)]
    [InlineData("\"\"", false, null)]
    [InlineData("\"", false, null)]
    [InlineData("\"-7\"", false, null)]
    [InlineData("\"7\", \"8\"", false, null)]
    [InlineData("W/\"7\"", false, null)]
    [InlineData("\"99999999999\"", false, null)]
    [InlineData("", false, null)]
    public void If_match_is_one_etag_as_we_write_them(string? header, bool isRead, int? revision)
    {
        var request = new DefaultHttpContext().Request;
        if (header is not null)
        {
            request.Headers.IfMatch = header;
        }
        Assert.Equal((isRead, revision), (IfMatch.TryRead(request, out var read), read));
    }

    [Fact]
    public void Two_etags_in_two_headers_are_not_one()
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.IfMatch = new Microsoft.Extensions.Primitives.StringValues(["\"7\"", "\"8\""]);
        Assert.False(IfMatch.TryRead(request, out _));
    }

    [Fact]
    public void A_cursor_comes_back_as_it_was_given_and_nothing_else_is_one()
    {
        foreach (
            var cursor in (Cursor[])
                [
                    new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero).AddTicks(3), Guid.CreateVersion7()),
                    Cursor.Before(DateTimeOffset.MaxValue),
                    new(default, Guid.Empty),
                ]
        )
        {
            var text = cursor.ToString();
            Assert.Matches("^[A-Za-z0-9_-]{34}$", text);
            Assert.True(Cursor.TryRead(text, out var read));
            Assert.Equal(cursor, read);
            foreach (var other in (string[])["", text[1..], text + "A", text[..^1] + "*", "B" + text[1..]])
            {
                Assert.False(Cursor.TryRead(other, out _));
            }
        }
        Assert.Equal(
            (new DateTimeOffset(2026, 3, 2, 3, 0, 0, TimeSpan.Zero), Guid.Empty),
            (
                Cursor.Before(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.FromHours(5))).At,
                Cursor.Before(default).Id
            )
        );
        // Times before the first year and after the last are invalid.
        Assert.False(Cursor.TryRead(Raw(-1), out _));
        Assert.False(Cursor.TryRead(Raw(DateTimeOffset.MaxValue.UtcTicks + 1), out _));
        Assert.True(Cursor.TryRead(Raw(DateTimeOffset.MaxValue.UtcTicks), out _));

        static string Raw(long ticks)
        {
            var bytes = new byte[25];
            bytes[0] = 1;
            System.Buffers.Binary.BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(1), ticks);
            return System.Buffers.Text.Base64Url.EncodeToString(bytes);
        }
    }

    [Theory]
    [InlineData(null, 50, null)]
    [InlineData(1, 1, null)]
    [InlineData(200, 200, null)]
    [InlineData(0, 0, "query_invalid")]
    [InlineData(201, 201, "query_invalid")]
    public void A_page_has_one_to_two_hundred_rows_and_fifty_by_default(int? limit, int size, string? code)
    {
        var refusal = Paging.Read(limit, null, out var read, out var cursor);
        Assert.Equal((code, size, null), (refusal?.Code, read, cursor));
        Assert.Equal("cursor_invalid", Paging.Read(null, "nonsense", out _, out _)?.Code);
        var at = new Cursor(DateTimeOffset.UnixEpoch, Guid.CreateVersion7());
        Assert.Null(Paging.Read(null, at.ToString(), out _, out cursor));
        Assert.Equal((at, TimeSpan.FromSeconds(2)), (cursor, Paging.Settled));
    }

    [Fact]
    public void A_word_stands_for_one_value_and_a_number_for_none()
    {
        Assert.True(Choice.TryRead<PersonStatus>("inactive", out var status));
        Assert.Equal(PersonStatus.Inactive, status);
        Assert.True(Choice.TryRead<PersonStatus>(null, out status));
        Assert.Null(status);
        foreach (var word in (string[])["Inactive", "1", "", "inactive ", "gone"])
        {
            Assert.False(Choice.TryRead<PersonStatus>(word, out _));
        }
        Assert.Equal(
            ("query_invalid", "status must be one of active, inactive, erased."),
            (Choice.Refused<PersonStatus>("status").Code, Choice.Refused<PersonStatus>("status").Detail)
        );
        Assert.Equal("half_day", WireName.Of(FaceRek.Core.Attendance.Days.DayStatus.HalfDay));
    }

    /// <summary>Three calls for each caller and four for all, in windows of a minute that start with the first call.</summary>
    [Fact]
    public void A_budget_is_the_callers_and_the_organizations_and_the_smaller_one_decides()
    {
        var clock = new FakeTimeProvider();
        var budget = new ApiRateLimiter(Options.Create(new ApiSettings(3, 4)), clock);
        var (one, two, bakery) = (Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        Assert.Equal(new ApiRateLimiter.Standing(3, 2, TimeSpan.FromMinutes(1), false), budget.Take(one, bakery));
        clock.Advance(TimeSpan.FromSeconds(20));
        Assert.Equal(new ApiRateLimiter.Standing(3, 1, TimeSpan.FromSeconds(40), false), budget.Take(one, bakery));
        Assert.Equal(new ApiRateLimiter.Standing(4, 1, TimeSpan.FromSeconds(40), false), budget.Take(two, bakery));
        Assert.Equal(new ApiRateLimiter.Standing(3, 0, TimeSpan.FromSeconds(40), false), budget.Take(one, bakery));
        // A call above the limit takes nothing from the others.
        Assert.True(budget.Take(two, bakery).IsSpent);
        Assert.Equal(
            new ApiRateLimiter.Standing(3, 2, TimeSpan.FromMinutes(1), false),
            budget.Take(two, Guid.CreateVersion7()) with
            {
                Limit = 3,
                Left = 2,
                Reset = TimeSpan.FromMinutes(1),
            }
        );
        clock.Advance(TimeSpan.FromSeconds(40) - TimeSpan.FromTicks(1));
        Assert.True(budget.Take(one, bakery).IsSpent);
        clock.Advance(TimeSpan.FromTicks(1));
        Assert.Equal(new ApiRateLimiter.Standing(3, 2, TimeSpan.FromMinutes(1), false), budget.Take(one, bakery));
        Assert.Equal((600, 3_000), (new ApiSettings().CallsPerMinute, new ApiSettings().OrganizationCallsPerMinute));
    }

    [Theory]
    [InlineData(401, 401, "token_invalid")]
    [InlineData(403, 403, "scope_missing")]
    [InlineData(404, 404, "not_found")]
    [InlineData(405, 405, "method_not_allowed")]
    [InlineData(413, 413, "too_large")]
    [InlineData(415, 415, "media_type_unknown")]
    [InlineData(429, 429, "rate_limited")]
    [InlineData(503, 503, "busy")]
    [InlineData(500, 500, "broken")]
    [InlineData(599, 500, "broken")]
    [InlineData(400, 400, "body_invalid")]
    [InlineData(418, 418, "body_invalid")]
    public void An_empty_answer_of_the_framework_has_a_code(int status, int told, string code) =>
        Assert.Equal((told, code), (ApiProblems.Of(status).Status, ApiProblems.Of(status).Code));

    /// <summary>Programs rely on these: a changed code or status breaks them.</summary>
    [Fact]
    public void Every_refusal_has_the_code_and_the_status_that_are_published()
    {
        var refusals = typeof(ApiProblems)
            .GetFields()
            .Select(field => field.GetValue(null))
            .OfType<ApiProblem>()
            .ToList();
        Assert.Distinct(refusals.Select(refusal => refusal.Code));
        Assert.All(
            refusals,
            refusal => Assert.True(refusal.Title.EndsWith('.') && refusal.Detail is null && refusal.Reasons is null)
        );
        Assert.Equal(
            """
            400 address_not_allowed body_invalid cursor_invalid details_invalid form_broken header_invalid key_invalid picture_damaged query_invalid webhook_invalid
            401 credentials_wrong refresh_refused token_invalid
            402 not_in_plan payment_required plan_full
            403 own_request scope_missing
            404 no_sandbox no_trial not_found
            405 method_not_allowed
            409 challenge_used consent_required consent_text_changed corrections_full decided_already external_id_taken face_of_another face_unlike_own faces_full keys_full model_in_force no_pin no_previous_model not_active not_enrolled people_missing period_locked pin_too repeated request_at_work too_risky webhooks_full
            410 challenge_late
            412 revision_other
            413 picture_too_large too_large
            415 media_type_unknown picture_format
            422 ambiguous device_time_unbelievable elsewhere event_reused idempotency_key_reused model_unknown no_face not_live not_recognised picture_poor pin_wrong several_faces
            429 rate_limited tries_exhausted
            500 broken
            503 busy model_unavailable
            """,
            string.Join(
                '\n',
                refusals
                    .GroupBy(refusal => refusal.Status)
                    .OrderBy(group => group.Key)
                    .Select(group =>
                        $"{group.Key} {string.Join(' ', group.Select(refusal => refusal.Code).Order(StringComparer.Ordinal))}"
                    )
            )
        );
    }

    [Fact]
    public void An_obstacle_of_money_is_a_402_that_says_which()
    {
        var access = new BillingAccess(PlanCatalogue.Free, false, AccessReason.Free, null, 5);
        Assert.Equal(
            ("plan_full", "The plan free is for 5 active people, and there are 5."),
            (
                ApiProblems.Of(new EntitlementDenial.SeatsFull(access, 1)).Code,
                ApiProblems.Of(new EntitlementDenial.SeatsFull(access, 1)).Detail
            )
        );
        Assert.Equal("not_in_plan", ApiProblems.Of(new EntitlementDenial.NotIncluded(access, Feature.Api, null)).Code);
        Assert.Equal("payment_required", ApiProblems.Of(new EntitlementDenial.ReadOnly(access)).Code);
        Assert.Equal("payment_required", ApiProblems.Of(new EntitlementDenial.SitesFull(access, 1)).Code);
    }

    [Fact]
    public void A_picture_is_refused_by_what_is_wrong_with_it()
    {
        Assert.Equal(
            ("picture_format", null),
            Told(SentPictures.Refused(PictureError.UnsupportedFormat, PictureLimits.Upload))
        );
        Assert.Equal(
            ("picture_format", "Use JPEG here."),
            Told(SentPictures.Refused(PictureError.UnsupportedFormat, PictureLimits.Frame))
        );
        Assert.Equal(
            ("picture_too_large", "Use at most 16000 kB."),
            Told(SentPictures.Refused(PictureError.TooManyBytes, PictureLimits.Upload))
        );
        Assert.Equal(
            ("picture_too_large", "Use at most 50 megapixels as JPEG, 12 as PNG, and 12000 pixels along a side."),
            Told(SentPictures.Refused(PictureError.TooManyPixels, PictureLimits.Upload))
        );
        Assert.Equal(
            ("picture_too_large", "Use at most 1 megapixels, and 1280 pixels along a side."),
            Told(SentPictures.Refused(PictureError.TooManyPixels, PictureLimits.Frame))
        );
        Assert.Equal(("picture_damaged", null), Told(SentPictures.Refused(PictureError.Damaged, PictureLimits.Upload)));
        Assert.Equal(("picture_damaged", null), Told(SentPictures.Refused(PictureError.Empty, PictureLimits.Upload)));
        Assert.Equal(("no_face", null), Told(ReadPictures.Refused(new FaceReading.NoFace(), PictureLimits.Upload)));
        Assert.Equal(
            ("several_faces", "There are 3 faces."),
            Told(ReadPictures.Refused(new FaceReading.SeveralFaces(3), PictureLimits.Upload))
        );
        Assert.Equal(
            ["too_dark", "cut_off"],
            ReadPictures
                .Refused(
                    new FaceReading.PoorPicture(default, [QualityFlaw.TooDark, QualityFlaw.CutOff]),
                    PictureLimits.Upload
                )
                .Reasons!
        );
        Assert.Equal(
            ("picture_damaged", null),
            Told(ReadPictures.Refused(new FaceReading.Unreadable(PictureError.Damaged), PictureLimits.Upload))
        );

        static (string, string?) Told(ApiProblem refusal) => (refusal.Code, refusal.Detail);
    }

    [Theory]
    [InlineData(
        "grant_type=password&username=a&password=b&client_id=bakery&scope=people:read",
        null,
        "Password a b bakery   people:read"
    )]
    [InlineData("grant_type=password&username=a&password=b", "Basic YmFrZXJ5Og==", "Password a b bakery   ")]
    [InlineData("grant_type=password&username=a&password=b", "basic YmFr%ZXJ5", "Password a b    ")]
    [InlineData("grant_type=password&username=a&password=b", "Basic Og==", "Password a b    ")]
    [InlineData("grant_type=password&username=a&password=b", "Bearer YmFrZXJ5Og==", "Password a b    ")]
    [InlineData("grant_type=password&username=a&password=b", "BASIC YmFrZXIlMjBzOng=", "Password a b baker s   ")]
    [InlineData("grant_type=client_credentials&client_secret=frk&client_id=x", null, "ApiKey    frk  ")]
    [InlineData("grant_type=refresh_token&refresh_token=r&scope=", null, "RefreshToken     r ")]
    [InlineData("grant_type=refresh_token&refresh_token=r&refresh_token=s", null, "RefreshToken      ")]
    [InlineData("grant_type=implicit", null, "body_invalid")]
    [InlineData("", null, "body_invalid")]
    public async Task A_form_of_oauth_asks_for_what_our_json_asks_for(string form, string? header, string told)
    {
        var request = NewRequest("POST", "/", "", form);
        request.ContentType = "application/x-www-form-urlencoded; charset=utf-8";
        request.Headers.Authorization = header;
        var (read, refused) = await TokenForm.ReadAsync(request);
        Assert.Equal(
            told,
            read is null
                ? refused!.Code
                : $"{read.GrantType} {read.Email} {read.Password} {read.Organization} {read.ApiKey} {read.RefreshToken} {read.Scope}"
        );
    }

    [Fact]
    public async Task What_is_neither_form_nor_json_asks_for_nothing()
    {
        var request = NewRequest("POST", "/", "", "x");
        Assert.Equal("media_type_unknown", (await TokenForm.ReadAsync(request)).Refused!.Code);
        request = NewRequest("POST", "/", "", """{"grant_type":"api_key","api_key":"frk"}""");
        request.ContentType = "application/json";
        Assert.Equal(
            (TokenRequestJson.Grant.ApiKey, "frk"),
            (await TokenForm.ReadAsync(request)).Request is { } read ? (read.GrantType, read.ApiKey) : default
        );
        request = NewRequest("POST", "/", "", "null");
        request.ContentType = "application/json";
        Assert.Equal("body_invalid", (await TokenForm.ReadAsync(request)).Refused!.Code);
    }

    [Fact]
    public void Borrowed_bytes_grow_and_keep_what_was_written()
    {
        using var bytes = new PooledBuffer(4);
        var expected = new List<byte>();
        for (var step = 1; step < 300; step++)
        {
            var room = bytes.GetSpan(step);
            Assert.True(room.Length >= step);
            for (var i = 0; i < step; i++)
            {
                room[i] = (byte)(step + i);
                expected.Add((byte)(step + i));
            }
            bytes.Advance(step);
        }
        Assert.Equal(expected, bytes.Written.ToArray());
        Assert.NotEqual(0, bytes.GetMemory().Length);
    }

    [Fact]
    public void Without_the_scope_for_them_no_answer_tells_a_figure()
    {
        var (person, template) = (Guid.CreateVersion7(), Guid.CreateVersion7());
        var match = new MatchResult(MatchDecision.Match, ModelId.Classic, person, template, 5, 3, 2);
        var (open, closed) = (new ApiCaller(), new ApiCaller());
        open.EnterUser(Guid.CreateVersion7(), Guid.CreateVersion7(), ["faces:scores"]);
        closed.EnterUser(Guid.CreateVersion7(), Guid.CreateVersion7(), ["faces:match"]);
        Assert.False(open.IsKey);
        var (told, kept) = (VerifiedJson.Of(match, person, open), VerifiedJson.Of(match, person, closed));
        Assert.Equal(
            (MatchDecision.Match, person, 5f, 3f, 2f),
            (told.Decision, told.PersonId, told.Score, told.Threshold, told.Margin)
        );
        Assert.Equal(
            (MatchDecision.Match, person, null, null, null),
            (kept.Decision, kept.PersonId, kept.Score, kept.Threshold, kept.Margin)
        );
    }

    private static string HashOf(
        string method,
        string path,
        string query,
        string? ifMatch,
        string body,
        params (string Name, string Value)[] headers
    )
    {
        var request = NewRequest(method, path, query, body);
        if (ifMatch is not null)
        {
            request.Headers.IfMatch = ifMatch;
        }
        foreach (var (name, value) in headers)
        {
            request.Headers[name] = value;
        }
        return Convert.ToHexString(RequestHash.Of(request, Encoding.UTF8.GetBytes(body)));
    }

    private static HttpRequest NewRequest(string method, string path, string query, string body)
    {
        var request = new DefaultHttpContext().Request;
        (request.Method, request.Path, request.QueryString, request.Body) = (
            method,
            path,
            new QueryString(query),
            new MemoryStream(Encoding.UTF8.GetBytes(body))
        );
        return request;
    }
}
