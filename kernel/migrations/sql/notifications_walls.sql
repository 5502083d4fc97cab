-- A line is read, and marked as read, by the person that it is for.
ALTER TABLE notifications ADD CONSTRAINT notifications_user FOREIGN KEY (user_id)
    REFERENCES users (id) DEFERRABLE INITIALLY IMMEDIATE;
CREATE POLICY own_read ON notifications AS RESTRICTIVE FOR SELECT TO ubigrowth_app
    USING (user_id = (SELECT auth.uid()));
CREATE POLICY own_update ON notifications AS RESTRICTIVE FOR UPDATE TO ubigrowth_app
    USING (user_id = (SELECT auth.uid())) WITH CHECK (user_id = (SELECT auth.uid()));
