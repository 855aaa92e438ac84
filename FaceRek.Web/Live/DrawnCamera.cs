using FaceRek.Core.Faces.Imaging;
using FaceRek.Core.Faces.Liveness;
using FaceRek.Core.Organizations;
using FaceRek.Core.People;
using FaceRek.Web.Setup;
using Microsoft.AspNetCore.Http.HttpResults;

namespace FaceRek.Web.Live;

/// <summary>
/// A camera before which a drawn person stands, so that everything can be tried where there is none. Never in Production: there it is not even mapped.
/// </summary>
public sealed class DrawnCamera(IHostEnvironment environment)
{
    private const int Moments = 12;

    /// <summary>From a head at rest to the end of a move.</summary>
    private const int Steps = 4;

    public bool IsOffered => !environment.IsProduction();

    /// <summary>Under the organization; the browser asks it for one moment after the other.</summary>
    public static string PathFor(PathString organization, Guid personId) => $"{organization}/drawn-camera/{personId}";

    internal static void Map(IEndpointRouteBuilder routes, IHostEnvironment environment)
    {
        if (!new DrawnCamera(environment).IsOffered) { return; }
        _ = routes.MapGet("/drawn-camera/{personId:guid}", Draw).WithMetadata(new InsideOrganizationAttribute()).RequireAuthorization(nameof(Role.Employee));
    }

    /// <summary>Draws whoever is asked for: it knows of no person, it only makes a face of an id.</summary>
    private static Results<FileContentHttpResult, BadRequest> Draw(Guid personId, HttpResponse response, int moment = 0, HeadMove? move = null, int step = 0)
    {
        if (moment is < 0 or >= Moments || step is < 0 or > Steps || (move is { } wanted && !Enum.IsDefined(wanted))) { return TypedResults.BadRequest(); }
        response.Headers.CacheControl = "private, max-age=3600";
        return TypedResults.File(DrawnFaces.Draw(DrawnLikeness.SeedOf(personId), move is { } made ? Scene(step, made, (float)step / Steps) : Scene(moment)), "image/jpeg");
    }

    /// <summary>Somebody who tries to hold still: sways and nods by a few pixels, round and round.</summary>
    internal static DrawnScene Scene(int moment)
    {
        var (sine, cosine) = MathF.SinCos(moment * MathF.Tau / Moments);
        return new DrawnScene { Right = 0.012f * sine, Down = 0.008f * cosine, Roll = 1.5f * sine, Turn = 0.06f * cosine, Scale = 1 + 0.02f * sine, NoiseSeed = moment };
    }

    /// <summary>The same somebody, part of the way (0 to 1) through a move.</summary>
    internal static DrawnScene Scene(int moment, HeadMove move, float part)
    {
        var scene = Scene(moment);
        return move switch
        {
            // A person's own left is the viewer's right.
            HeadMove.Left => scene with { Turn = scene.Turn + part },
            HeadMove.Right => scene with { Turn = scene.Turn - part },
            HeadMove.Up => scene with { Nod = part },
            HeadMove.Down => scene with { Nod = -part },
            _ => scene with { Scale = scene.Scale * (1 + (0.35f * part)) },
        };
    }
}
