namespace FaceRek.Core.Attendance;

/// <summary>At which site a punch is made and on whose clock.</summary>
/// <param name="SiteId">Where the person was found, else where they belong; null for nowhere in particular.</param>
/// <param name="Zone">IANA.</param>
/// <param name="MetresAway">From the middle of the site's fence; the position itself is not kept.</param>
/// <param name="Refusal">Null where the person may check in here.</param>
public sealed record LocationDecision(
    Guid? SiteId,
    string Zone,
    LocationStatus Place = LocationStatus.NotAsked,
    int? MetresAway = null,
    int? MetresAccurate = null,
    LocationRefusal? Refusal = null
);
