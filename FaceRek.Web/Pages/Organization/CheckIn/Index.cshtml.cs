using FaceRek.Core.Attendance.CheckIn;
using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Faces.Engine;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Core.People.Consent;
using FaceRek.Core.Storage;
using FaceRek.Core.Workplaces.Sites;
using FaceRek.Web.Live;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Web.Pages.Organization.CheckIn;

[Requires(Role.Employee, WhenReadOnly = ReadOnlyAccess.Open)]
[UsesCamera]
[AsksForPlace]
[RequestSizeLimit(MaxBurstLength)]
public sealed class IndexModel(
    FaceRekDb db,
    CheckInDesk desk,
    CheckInText words,
    BurstPlan plan,
    DrawnCamera drawn,
    TimeProvider clock
) : PageModel
{
    /// <summary>Of a whole burst; js/frames.js makes its pictures small enough.</summary>
    private const int MaxBurstLength = 3_000_000;

    public Person? Person { get; private set; }

    /// <summary>Why the camera cannot be used now; null when it can.</summary>
    public AnswerJson? Obstacle { get; private set; }

    public Direction Proposed { get; private set; }

    /// <summary>The person's site requires the location.</summary>
    public bool AsksForPlace { get; private set; }

    public CountingPunch? Last { get; private set; }
    public string? DrawnPath =>
        drawn.IsOffered && Person is not null ? DrawnCamera.PathFor(Request.PathBase, Person.Id) : null;
    public string? DrawnStrangerPath => drawn.IsOffered ? DrawnCamera.PathFor(Request.PathBase, Guid.Empty) : null;

    public async Task OnGetAsync(CancellationToken cancellationToken)
    {
        Person = await MeAsync(cancellationToken);
        var now = clock.GetUtcNow();
        Last = Person is null ? null : await db.LastCountingAsync(Person.Id, now, cancellationToken);
        Proposed = Punch.Next(Last, now);
        AsksForPlace = Person is not null && await db.Sites.AskForPlaceAsync(Person.SiteId, cancellationToken);
        Obstacle =
            FaceEngine.Obstacle is not null ? words.NoEngine
            : await ObstacleAsync(cancellationToken) is { } outcome ? words.Of(outcome, Request.PathBase)
            : null;
    }

    /// <summary>A burst of frames with its challenge, sent by js/check-in.js.</summary>
    public async Task<IActionResult> OnPostAsync(
        string challenge,
        Direction? direction,
        string? times,
        List<IFormFile> frames,
        PlaceForm place,
        CancellationToken cancellationToken
    )
    {
        if (!ModelState.IsValid || string.IsNullOrEmpty(challenge) || plan.Read(times, frames.Count) is not { } moments)
        {
            return words.BadBurst.ToResult();
        }
        if (await MeAsync(cancellationToken) is not { } person)
        {
            return words.Of(new CheckInOutcome.NotActive(), Request.PathBase).ToResult();
        }
        if (place.From(HttpContext.Connection.RemoteIpAddress) is not { } approach)
        {
            return words.BadPlace.ToResult();
        }
        var pictures = await frames.ReadAllAsync(cancellationToken);
        var proposed = Punch.Next(
            await db.LastCountingAsync(person.Id, clock.GetUtcNow(), cancellationToken),
            clock.GetUtcNow()
        );
        var request = new CheckInRequest(
            person.Id,
            User.Id(),
            challenge,
            User.SignInHash(),
            pictures,
            direction == proposed ? null : direction,
            approach
        )
        {
            Times = moments,
        };
        var outcome = await desk.ReceiveAsync(request, cancellationToken);
        if (outcome is CheckInOutcome.Closed { Until: var until })
        {
            Response.Headers.RetryAfter = $"{Math.Ceiling((until - clock.GetUtcNow()).TotalSeconds)}";
        }
        return words.Of(outcome, Request.PathBase).ToResult();
    }

    /// <summary>A new challenge, requested as the burst begins.</summary>
    public async Task<IActionResult> OnPostChallengeAsync(CancellationToken cancellationToken)
    {
        if (await MeAsync(cancellationToken) is not { IsActive: true } person)
        {
            return words.Of(new CheckInOutcome.NotActive(), Request.PathBase).ToResult();
        }
        var issued = await desk.IssueAsync(person.Id, User.SignInHash(), cancellationToken);
        return new JsonResult(plan.For(issued));
    }

    private Task<Person?> MeAsync(CancellationToken cancellationToken) =>
        db.People.OfUser(User.Id()).SingleOrDefaultAsync(cancellationToken);

    private async Task<CheckInOutcome?> ObstacleAsync(CancellationToken cancellationToken)
    {
        if (Person is not { IsActive: true })
        {
            return new CheckInOutcome.NotActive();
        }
        if (!await db.FaceConsents.AreGivenAsync(Person.Id, cancellationToken))
        {
            return new CheckInOutcome.NoConsent();
        }
        return await desk.IsEnrolledAsync(Person.Id, cancellationToken) ? null : new CheckInOutcome.NotEnrolled();
    }
}
