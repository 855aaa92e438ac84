namespace FaceRek.Web.Demo;

/// <param name="Face">Which drawn face is theirs: one that looks like nobody else here to the classic engine, which the demo begins with.</param>
/// <param name="Starts">When the person usually comes, on the wall clock.</param>
/// <param name="Department">By name, see <see cref="DemoWorkplaces"/>.</param>
/// <param name="Site">By name.</param>
/// <param name="Enrols">False for somebody who agreed and has not stood before the camera yet.</param>
/// <param name="HasLeft">Deactivated after the first two weeks.</param>
internal sealed record DemoPerson(
    string Name,
    string ExternalId,
    int Face,
    TimeOnly Starts,
    string Department = "Shop",
    string Site = DemoWorkplaces.MillLane,
    bool Consents = true,
    bool Enrols = true,
    bool HasLeft = false
)
{
    public bool IsEnrolled => Consents && Enrols;
}
