using FaceRek.Core.Faces.Drawing;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using FaceRek.Core.People.Enrollment;
using FaceRek.Web.Security;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceRek.Web.Live;

/// <summary>
/// A simulated camera with a drawn person in front of it, so that everything can be tried without a real one. Never in
/// Production: there it is not even mapped.
/// </summary>
public sealed class DrawnCamera(IHostEnvironment environment)
{
    /// <summary>From a head at rest to the end of a move.</summary>
    private const int Steps = 4;

    public bool IsOffered => !environment.IsProduction();

    /// <summary>Under the organization; the browser requests one moment after another.</summary>
    public static string PathFor(PathString organization, Guid personId) => $"{organization}/drawn-camera/{personId}";

    internal static void Map(IEndpointRouteBuilder routes, IHostEnvironment environment)
    {
        if (!new DrawnCamera(environment).IsOffered)
        {
            return;
        }
        routes
            .MapGet("/drawn-camera/{personId:guid}", Draw)
            .WithMetadata(new InsideOrganizationAttribute())
            .RequireAuthorization(nameof(Role.Employee));
    }

    /// <summary>Draws a face for any id, without knowing any person.</summary>
    private static Results<FileContentHttpResult, BadRequest> Draw(
        Guid personId,
        HttpResponse response,
        int moment = 0,
        HeadMove? move = null,
        int step = 0
    )
    {
        if (
            moment is < 0 or >= DrawnSitter.Moments
            || step is < 0 or > Steps
            || (move is { } wanted && !Enum.IsDefined(wanted))
        )
        {
            return TypedResults.BadRequest();
        }
        response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.File(
            DrawnFaces.Draw(
                DrawnLikeness.SeedOf(personId),
                move is { } made ? DrawnSitter.At(step, made, (float)step / Steps) : DrawnSitter.At(moment)
            ),
            "image/jpeg"
        );
    }
}
