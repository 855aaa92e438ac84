using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace FaceRek.Core.Storage.Migrations.Postgres
{
    /// <inheritdoc />
    public partial class Liveness : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<string>(
                name: "Liveness",
                table: "Organizations",
                type: "character varying(16)",
                maxLength: 16,
                nullable: false,
                defaultValue: "Active");

            migrationBuilder.AddColumn<string[]>(
                name: "Moves",
                table: "CheckInChallenges",
                type: "text[]",
                nullable: false,
                defaultValue: new string[0]);

            migrationBuilder.AddColumn<string>(
                name: "LivenessFault",
                table: "CheckInAttempts",
                type: "character varying(16)",
                maxLength: 16,
                nullable: true);

            migrationBuilder.CreateTable(
                name: "SeenBursts",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uuid", nullable: false),
                    OrganizationId = table.Column<Guid>(type: "uuid", nullable: false),
                    PersonId = table.Column<Guid>(type: "uuid", nullable: false),
                    At = table.Column<DateTimeOffset>(type: "timestamp with time zone", nullable: false),
                    Hashes = table.Column<byte[]>(type: "bytea", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SeenBursts", x => x.Id);
                    table.ForeignKey(
                        name: "FK_SeenBursts_People_OrganizationId_PersonId",
                        columns: x => new { x.OrganizationId, x.PersonId },
                        principalTable: "People",
                        principalColumns: new[] { "OrganizationId", "Id" },
                        onDelete: ReferentialAction.Cascade);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SeenBursts_At",
                table: "SeenBursts",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SeenBursts_OrganizationId_PersonId_At",
                table: "SeenBursts",
                columns: new[] { "OrganizationId", "PersonId", "At" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SeenBursts");

            migrationBuilder.DropColumn(
                name: "Liveness",
                table: "Organizations");

            migrationBuilder.DropColumn(
                name: "Moves",
                table: "CheckInChallenges");

            migrationBuilder.DropColumn(
                name: "LivenessFault",
                table: "CheckInAttempts");
        }
    }
}
