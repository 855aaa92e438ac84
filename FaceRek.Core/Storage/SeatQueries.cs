using FaceRek.Core.People;
using Microsoft.EntityFrameworkCore;

namespace FaceRek.Core.Storage;

public static class Seats
{
    /// <summary>The number of people the current organization pays for: its active people.</summary>
    public static Task<int> CountSeatsAsync(this FaceRekDb db, CancellationToken cancellationToken) =>
        db.People.Active().CountAsync(cancellationToken);
}
