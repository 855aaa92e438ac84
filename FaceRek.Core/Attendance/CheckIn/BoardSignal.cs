using FaceRek.Core.Attendance.Punches;
using FaceRek.Core.Storage;
using Microsoft.EntityFrameworkCore.ChangeTracking;

namespace FaceRek.Core.Attendance.CheckIn;

/// <summary>Punches, what amends them, and attempts that made no punch are what the board shows.</summary>
public sealed class BoardSignal(BoardNotifier board) : IChangeSignal
{
    public bool Concerns(EntityEntry entry) => entry.Entity is Punch or PunchAmendment or CheckInAttempt;

    public void Raise(Guid organizationId) => board.Publish(organizationId);
}
